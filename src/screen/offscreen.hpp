// An OpenGL context and framebuffer without any display: surfaceless EGL.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace needsmap::screen {

/// A current OpenGL 3.3 core context on the EGL surfaceless platform. Throws base::Error saying what EGL said.
class OffscreenContext {
public:
    OffscreenContext();
    ~OffscreenContext();
    OffscreenContext(const OffscreenContext&) = delete;
    OffscreenContext& operator=(const OffscreenContext&) = delete;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// A framebuffer to draw into and read back.
class RenderTarget {
public:
    RenderTarget(int width, int height);
    ~RenderTarget();
    RenderTarget(const RenderTarget&) = delete;
    RenderTarget& operator=(const RenderTarget&) = delete;
    void bind() const;
    /// Blocks until everything asked for so far is drawn (for timings).
    void finish() const;
    /// RGBA rows, top down.
    [[nodiscard]] std::vector<std::uint8_t> read() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace needsmap::screen
