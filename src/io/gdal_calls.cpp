#include "io/gdal_calls.hpp"

#include <dlfcn.h>

#include <string>

#include "base/error.hpp"

namespace needsmap::io {

namespace {

[[noreturn]] void cannot_load() {
    const char* reason = dlerror();
    throw base::Error("The library GDAL, which reads map files, cannot be loaded" +
                          (reason != nullptr ? " (" + std::string(reason) + ")" : std::string()) + ".",
                      "Install the package of " NEEDSMAP_GDAL_LIBRARY ".");
}

GdalLibrary load() {
    // Never closed: GDAL's drivers and thread-local memory live until the program ends.
    void* handle = dlopen(NEEDSMAP_GDAL_LIBRARY, RTLD_LAZY | RTLD_LOCAL);
    if (handle == nullptr) cannot_load();
    GdalLibrary library;
#define NEEDSMAP_GDAL_FIND(name)                                                   \
    library.name = reinterpret_cast<decltype(library.name)>(dlsym(handle, #name)); \
    if (library.name == nullptr) cannot_load();
    NEEDSMAP_GDAL_CALLS(NEEDSMAP_GDAL_FIND)
#undef NEEDSMAP_GDAL_FIND
    return library;
}

}  // namespace

const GdalLibrary& gdal_library() {
    static const GdalLibrary library = load();
    return library;
}

}  // namespace needsmap::io
