import type { HostApi } from '../../core/host.ts'
import { parseDocument } from '../parse-input.ts'
import type { HostContext } from './host-context.ts'

type ExploreCalls = Pick<
  HostApi,
  | 'decodeImage'
  | 'predict'
  | 'evaluate'
  | 'layerOutputs'
  | 'layerOutput'
  | 'explain'
  | 'stopExplaining'
  | 'timeLayers'
  | 'stopTiming'
>

export function createExplore({ projects, service, tell }: HostContext): ExploreCalls {
  let timing: { stop(): void } | undefined
  let explaining: { stop(): void } | undefined
  const folderOf = (project: string) => projects.get(project).folder
  return {
    decodeImage: file => service.start('decodeImage', { file }).result,
    predict: (project, run, image) => service.start('predict', { project: folderOf(project), run, image }).result,
    evaluate: (project, run, split) => service.start('evaluate', { project: folderOf(project), run, split }).result,
    layerOutputs: (project, run, place) =>
      service.start('layerOutputs', { project: folderOf(project), run, place }).result,
    layerOutput: (project, run, place, layer) =>
      service.start('layerOutput', { project: folderOf(project), run, place, layer }).result,
    async explain(project, run, query) {
      explaining?.stop()
      const job = service.start('explain', { project: folderOf(project), run, query }, event => {
        if (event.name === 'explaining') tell('explaining', event.value)
      })
      explaining = job
      return await job.result
    },
    async stopExplaining() {
      explaining?.stop()
    },
    async timeLayers(document) {
      timing?.stop()
      const job = service.start('timeLayers', { document: parseDocument(document) }, event => {
        if (event.name === 'timing') tell('timing', event.value)
      })
      timing = job
      return await job.result
    },
    async stopTiming() {
      timing?.stop()
    }
  }
}
