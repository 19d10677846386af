// Large buffers on large pages. A county's boundaries are arrays of tens of megabytes; in pages of 4 kB each first touch of a page stops in
// the kernel, for England 140,000 times, a quarter of all time spent opening it. Linux gives pages of 2 MB to who asks (madvise(2),
// MADV_HUGEPAGE), but the C library's allocator only when told from outside the program, so operator new asks for what is large.
#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__)

#include <sys/mman.h>

#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t large_page = std::size_t{2} << 20;
/// Below, rounding up to whole pages would waste more than it saves.
constexpr std::size_t fewest_bytes = large_page;

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
