// What a session is opened with beside its model: the bytes of a ConfigProto in the model's folder, `config.pb`. The
// binding itself opens every session with TensorFlow's defaults. The linker binds its call to the function of this name
// that comes with it, and that one calls TensorFlow's.

#include <dlfcn.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tensorflow/c/c_api.h"

#define EXPORTED __attribute__((visibility("default")))

extern "C" EXPORTED TF_Session* TF_LoadSessionFromSavedModel(const TF_SessionOptions* options, const TF_Buffer* run_options,
                                                             const char* export_dir, const char* const* tags, int tags_len,
                                                             TF_Graph* graph, TF_Buffer* meta_graph, TF_Status* status) {
  std::ifstream file(std::string(export_dir) + "/config.pb", std::ios::binary);
  if (file) {
    const std::string config((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    TF_SetConfig(const_cast<TF_SessionOptions*>(options), config.data(), config.size(), status);
    if (TF_GetCode(status) != TF_OK) return nullptr;
  }
  static const auto load =
      reinterpret_cast<decltype(&TF_LoadSessionFromSavedModel)>(dlsym(RTLD_NEXT, "TF_LoadSessionFromSavedModel"));
  return load(options, run_options, export_dir, tags, tags_len, graph, meta_graph, status);
}
