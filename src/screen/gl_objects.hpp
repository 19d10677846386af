// OpenGL names that delete themselves. The only owners of buffers, textures, vertex arrays and framebuffers in the program.
#pragma once

#include <epoxy/gl.h>

#include <utility>

namespace needsmap::screen {

/// A move-only OpenGL name; `Traits` says how it is made and deleted. Needs a current context for both.
template <class Traits>
class GlObject {
public:
    GlObject() = default;
    GlObject(GlObject&& other) noexcept : m_id(std::exchange(other.m_id, 0)) {}
    GlObject& operator=(GlObject&& other) noexcept {
        std::swap(m_id, other.m_id);
        return *this;
    }
    GlObject(const GlObject&) = delete;
    GlObject& operator=(const GlObject&) = delete;
    ~GlObject() {
        if (m_id != 0) Traits::destroy(m_id);
    }

    /// The name, made on first use, so that objects nobody draws with cost nothing.
    [[nodiscard]] GLuint id() {
        if (m_id == 0) m_id = Traits::create();
        return m_id;
    }
    [[nodiscard]] bool made() const { return m_id != 0; }

private:
    GLuint m_id = 0;
};

struct BufferTraits {
    static GLuint create() {
        GLuint id = 0;
        glGenBuffers(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteBuffers(1, &id); }
};
struct VertexArrayTraits {
    static GLuint create() {
        GLuint id = 0;
        glGenVertexArrays(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteVertexArrays(1, &id); }
};
struct TextureTraits {
    static GLuint create() {
        GLuint id = 0;
        glGenTextures(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteTextures(1, &id); }
};
struct FramebufferTraits {
    static GLuint create() {
        GLuint id = 0;
        glGenFramebuffers(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteFramebuffers(1, &id); }
};
struct RenderbufferTraits {
    static GLuint create() {
        GLuint id = 0;
        glGenRenderbuffers(1, &id);
        return id;
    }
    static void destroy(GLuint id) { glDeleteRenderbuffers(1, &id); }
};
using Buffer = GlObject<BufferTraits>;
using VertexArray = GlObject<VertexArrayTraits>;
using Texture = GlObject<TextureTraits>;
using Framebuffer = GlObject<FramebufferTraits>;
using Renderbuffer = GlObject<RenderbufferTraits>;

}  // namespace needsmap::screen
