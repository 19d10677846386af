// A linked shader program, read from two files in shaders/.
#pragma once

#include <epoxy/gl.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace needsmap::screen {

class ShaderProgram {
public:
    /// Reads and links `dir`/`vertex`.vert and `dir`/`fragment`.frag. Throws base::Error with the compiler's message and the file.
    ShaderProgram(const std::filesystem::path& dir, std::string_view vertex, std::string_view fragment);
    ~ShaderProgram();
    ShaderProgram(const ShaderProgram&) = delete;
    ShaderProgram& operator=(const ShaderProgram&) = delete;

    void use() const { glUseProgram(m_id); }
    /// -1 when the compiler has found the uniform unused; setting it is then harmless.
    [[nodiscard]] GLint uniform(const char* name) const { return glGetUniformLocation(m_id, name); }

private:
    GLuint m_id = 0;
};

}  // namespace needsmap::screen
