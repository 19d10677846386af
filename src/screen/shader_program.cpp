#include "screen/shader_program.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/files.hpp"

namespace needsmap::screen {

namespace {

/// A shader object that goes away when linking is done or has failed.
class Shader {
public:
    Shader(GLenum stage, const std::filesystem::path& file) : m_id(glCreateShader(stage)) {
        const std::string source = base::read_file(file);
        const char* text = source.c_str();
        glShaderSource(m_id, 1, &text, nullptr);
        glCompileShader(m_id);
        GLint ok = GL_FALSE;
        glGetShaderiv(m_id, GL_COMPILE_STATUS, &ok);
        if (ok == GL_TRUE) return;
        std::string log(4096, '\0');
        GLsizei length = 0;
        glGetShaderInfoLog(m_id, static_cast<GLsizei>(log.size()), &length, log.data());
        log.resize(static_cast<std::size_t>(length));
        glDeleteShader(m_id);
        throw base::Error(file.string() + ": the shader does not compile: " + log);
    }
    ~Shader() { glDeleteShader(m_id); }
    Shader(const Shader&) = delete;
    Shader& operator=(const Shader&) = delete;
    [[nodiscard]] GLuint id() const { return m_id; }

private:
    GLuint m_id;
};

}  // namespace

ShaderProgram::ShaderProgram(const std::filesystem::path& dir, std::string_view vertex, std::string_view fragment) {
    const Shader vertex_shader(GL_VERTEX_SHADER, dir / (std::string(vertex) + ".vert"));
    const Shader fragment_shader(GL_FRAGMENT_SHADER, dir / (std::string(fragment) + ".frag"));
    m_id = glCreateProgram();
    glAttachShader(m_id, vertex_shader.id());
    glAttachShader(m_id, fragment_shader.id());
    glLinkProgram(m_id);
    GLint ok = GL_FALSE;
    glGetProgramiv(m_id, GL_LINK_STATUS, &ok);
    if (ok == GL_TRUE) return;
    std::string log(4096, '\0');
    GLsizei length = 0;
    glGetProgramInfoLog(m_id, static_cast<GLsizei>(log.size()), &length, log.data());
    log.resize(static_cast<std::size_t>(length));
    glDeleteProgram(std::exchange(m_id, 0));
    throw base::Error((dir / fragment).string() + ": the shaders do not link: " + log);
}

ShaderProgram::~ShaderProgram() {
    if (m_id != 0) glDeleteProgram(m_id);
}

}  // namespace needsmap::screen
