// Linked into the program for sanitizer builds only. Libraries stay loaded until the process ends, so that the leak checker can name the
// library in which something was allocated: GLFW closes Mesa's drivers before the check, and a leak "in <unknown module>" can neither be
// understood nor be listed in leaks.txt.
extern "C" int dlclose(void*) { return 0; }
