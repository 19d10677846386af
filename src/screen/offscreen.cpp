#include "screen/offscreen.hpp"

#include <epoxy/egl.h>
#include <epoxy/gl.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <string>

#include "base/error.hpp"
#include "screen/gl_objects.hpp"

namespace needsmap::screen {

namespace {

[[noreturn]] void fail(const std::string& what) {
    std::array<char, 16> code{};
    std::snprintf(code.data(), code.size(), "0x%04x", static_cast<unsigned>(eglGetError()));
    throw base::Error("The map cannot be drawn without a display: " + what + " (EGL error " + code.data() + ").",
                      "Install the packages libegl1 and libgl1-mesa-dri.");
}

}  // namespace

struct OffscreenContext::Impl {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLContext context = EGL_NO_CONTEXT;

    ~Impl() {
        if (display == EGL_NO_DISPLAY) return;
        eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        if (context != EGL_NO_CONTEXT) eglDestroyContext(display, context);
        // The display stays: EGL shares it by platform, and another context of this process may be using it.
    }
};

OffscreenContext::OffscreenContext() : m_impl(std::make_unique<Impl>()) {
    const char* extensions = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
    if (extensions == nullptr || std::strstr(extensions, "EGL_MESA_platform_surfaceless") == nullptr)
        fail("EGL has no surfaceless platform");
    m_impl->display = eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
    if (m_impl->display == EGL_NO_DISPLAY) fail("EGL gives no surfaceless display");
    EGLint major = 0, minor = 0;
    if (eglInitialize(m_impl->display, &major, &minor) == EGL_FALSE) fail("EGL cannot be initialised");
    if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) fail("EGL knows no desktop OpenGL");
    constexpr std::array<EGLint, 7> attributes{
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    m_impl->context = eglCreateContext(m_impl->display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, attributes.data());
    if (m_impl->context == EGL_NO_CONTEXT) fail("there is no OpenGL 3.3 core context");
    if (eglMakeCurrent(m_impl->display, EGL_NO_SURFACE, EGL_NO_SURFACE, m_impl->context) == EGL_FALSE)
        fail("the context cannot be made current");
}

OffscreenContext::~OffscreenContext() = default;

struct RenderTarget::Impl {
    int width = 0, height = 0;
    Framebuffer framebuffer;
    Renderbuffer colour;
};

RenderTarget::RenderTarget(int width, int height) : m_impl(std::make_unique<Impl>()) {
    m_impl->width = width, m_impl->height = height;
    GLint largest = 0;
    glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &largest);
    if (width < 1 || height < 1 || width > largest || height > largest)
        throw base::Error("A picture of " + std::to_string(width) + " x " + std::to_string(height) + " pixels cannot be drawn.",
                          "Choose a size between 1 and " + std::to_string(largest) + " pixels.");
    glBindRenderbuffer(GL_RENDERBUFFER, m_impl->colour.id());
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
    bind();
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, m_impl->colour.id());
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
        throw base::Error("The graphics driver offers no framebuffer to draw into.", "Update the package libgl1-mesa-dri.");
}

RenderTarget::~RenderTarget() = default;

void RenderTarget::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, m_impl->framebuffer.id());
    glViewport(0, 0, m_impl->width, m_impl->height);
}

void RenderTarget::finish() const { glFinish(); }

std::vector<std::uint8_t> RenderTarget::read() const {
    const auto row = static_cast<std::size_t>(m_impl->width) * 4;
    const auto rows = static_cast<std::size_t>(m_impl->height);
    std::vector<std::uint8_t> bottom_up(row * rows), out(row * rows);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, m_impl->framebuffer.id());
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, m_impl->width, m_impl->height, GL_RGBA, GL_UNSIGNED_BYTE, bottom_up.data());
    for (std::size_t y = 0; y < rows; ++y) std::memcpy(out.data() + y * row, bottom_up.data() + (rows - 1 - y) * row, row);
    return out;
}

}  // namespace needsmap::screen
