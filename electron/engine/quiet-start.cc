// What TensorFlow says while it is loaded obeys TF_CPP_MIN_LOG_LEVEL as all that it says later. By itself it reads that
// variable only after it has asked, in an initializer, whether oneDNN is on, and told everybody the answer. The loader
// looks for names in the binding before it looks in TensorFlow, so the question comes here first:
// https://github.com/tensorflow/tensorflow/blob/v2.21.0/tensorflow/core/util/port.cc

#include <dlfcn.h>

#include <cstdlib>

#define EXPORTED __attribute__((visibility("default")))

namespace {

/** TensorFlow's copy of Abseil. Another release of it has another name, and then speaks as it does by itself. */
constexpr char kSetMinLogLevel[] = "_ZN4absl12lts_2025081414SetMinLogLevelENS0_18LogSeverityAtLeastE";

void ObeyLogLevel() {
  const char* level = getenv("TF_CPP_MIN_LOG_LEVEL");
  void* set = level == nullptr ? nullptr : dlsym(RTLD_NEXT, kSetMinLogLevel);
  if (set != nullptr) reinterpret_cast<void (*)(int)>(set)(atoi(level));
}

}  // namespace

namespace tensorflow {

EXPORTED bool IsMklEnabled() {
  using Answer = bool (*)();
  static const Answer answer = [] {
    ObeyLogLevel();
    return reinterpret_cast<Answer>(dlsym(RTLD_NEXT, "_ZN10tensorflow12IsMklEnabledEv"));
  }();
  return answer != nullptr && answer();
}

}  // namespace tensorflow
