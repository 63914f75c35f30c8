import type { HostApi } from '../../core/host.ts'
import type { HostContext } from './host-context.ts'

type ExploreCalls = Pick<HostApi, 'decodePicture' | 'predict' | 'evaluate'>

export function createExplore({ projects, service }: HostContext): ExploreCalls {
  return {
    decodePicture: file => service.start('decodePicture', { file }).result,
    predict: (project, run, picture) =>
      service.start('predict', { project: projects.get(project).folder, run, picture }).result,
    evaluate: (project, run, split) =>
      service.start('evaluate', { project: projects.get(project).folder, run, split }).result
  }
}
