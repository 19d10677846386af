#include "base/memory.hpp"

#ifdef __linux__
#include <malloc.h>
#include <sys/mman.h>
#endif

#include <cstdlib>
#include <new>

namespace needsmap::base {

void tune_memory() {
#ifdef __GLIBC__
    constexpr int large = 1 << 20, kept = 8 << 20, step = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, large);
    mallopt(M_TRIM_THRESHOLD, kept);
    mallopt(M_TOP_PAD, step);
#endif
}

}  // namespace needsmap::base

// The sanitizers bring an operator new of their own.
#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__)

namespace {

constexpr std::size_t large_page = std::size_t{2} << 20;
/// Below, rounding up to whole pages would waste more than it saves.
constexpr std::size_t fewest_bytes = 4 * large_page;

void* allocate(std::size_t bytes) noexcept {
    if (bytes < fewest_bytes) return std::malloc(bytes == 0 ? 1 : bytes);
    const std::size_t whole = (bytes + large_page - 1) / large_page * large_page;
    void* block = whole < bytes ? nullptr : std::aligned_alloc(large_page, whole);
    if (block != nullptr) static_cast<void>(madvise(block, bytes / large_page * large_page, MADV_HUGEPAGE));  // a wish: refused is fine
    return block;
}

}  // namespace

// Replacing these two serves new[], nothrow new and the sized deletes too: the library's versions call them.
void* operator new(std::size_t bytes) {
    for (;;) {
        if (void* block = allocate(bytes)) return block;
        const std::new_handler handler = std::get_new_handler();
        if (handler == nullptr) throw std::bad_alloc();
        handler();
    }
}

void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }

#endif
