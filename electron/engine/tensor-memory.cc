// Where TensorFlow gets the memory of its tensors: from the C library, as in every other program. Electron brings a malloc
// of its own, to which TensorFlow would be bound as well; that one rounds aligned blocks up to a power of two and ends
// the process for one of more than a gigabyte, which TensorFlow's pool, growing by doubling, asks for once a training
// takes about three. The loader looks for names in the binding before it looks in TensorFlow, so TensorFlow calls the
// functions below instead of its own of these names:
// https://github.com/tensorflow/tensorflow/blob/v2.21.0/third_party/xla/xla/tsl/platform/default/port.cc

#include <dlfcn.h>

#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

/** Asked by name, every name of malloc's family leads to Electron. */
struct Library {
  decltype(&posix_memalign) allocate;
  decltype(&free) release;

  Library() {
    void* library = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
    allocate = reinterpret_cast<decltype(allocate)>(dlsym(library, "posix_memalign"));
    release = reinterpret_cast<decltype(release)>(dlsym(library, "free"));
    if (library == nullptr || allocate == nullptr || release == nullptr) abort();
  }
};

const Library& TheLibrary() {
  static const Library library;
  return library;
}

}  // namespace

#define EXPORTED __attribute__((visibility("default")))

namespace tsl::port {

/** Null where there is not so much: TensorFlow then says which tensor found no room. */
EXPORTED void* AlignedMalloc(std::size_t size, std::align_val_t alignment) {
  void* block = nullptr;
  const std::size_t least = sizeof(void*);
  const std::size_t asked = static_cast<std::size_t>(alignment);
  return TheLibrary().allocate(&block, asked < least ? least : asked, size) == 0 ? block : nullptr;
}

EXPORTED void AlignedFree(void* block) { TheLibrary().release(block); }

EXPORTED void AlignedSizedFree(void* block, std::size_t, std::align_val_t) { TheLibrary().release(block); }

}  // namespace tsl::port
