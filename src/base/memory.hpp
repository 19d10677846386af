// How the program asks the system for memory: large buffers by themselves and on large pages.
#pragma once

namespace needsmap::base {

/// To be called first of all. A program that calls it also gets this file's operator new (Linux, not under sanitizers).
///
/// Large buffers (boundaries, meshes) go back to the system when they are freed; by default glibc learns to keep them, and reading England would
/// hold 100 MB for nothing. Setting that one limit ends the learning of the others, and then every freed 128 kB at the end of the heap would go
/// back at once, only to be fetched again, so the heap is trimmed in larger steps.
///
/// Large buffers lie on large pages: a county's boundaries are arrays of tens of megabytes; in pages of 4 kB each first touch of a page stops
/// in the kernel, for England 140,000 times, a quarter of all time spent opening it. Linux gives pages of 2 MB to who asks (madvise(2),
/// MADV_HUGEPAGE), but the C library's allocator only when told from outside the program, so operator new asks for what is large.
void tune_memory();

}  // namespace needsmap::base
