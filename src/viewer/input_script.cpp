#include "viewer/input_script.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <sstream>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace needsmap::viewer {

namespace {

/// One line cut at spaces.
class Words {
public:
    explicit Words(std::string_view line) : m_line(line), m_stream{std::string(line)} { m_stream >> m_command; }
    [[nodiscard]] const std::string& command() const { return m_command; }
    [[nodiscard]] double number() {
        std::string word;
        m_stream >> word;
        double value = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
        if (word.empty() || error != std::errc() || end != word.data() + word.size() || !std::isfinite(value))
            throw base::Error("“" + m_command + "” wants a number" + (word.empty() ? " more." : ", not “" + word + "”."));
        return value;
    }
    [[nodiscard]] std::string word() {
        std::string word;
        m_stream >> word;
        return word;
    }
    [[nodiscard]] std::string rest() const {
        const std::size_t at = m_line.find(m_command) + m_command.size();
        return at >= m_line.size() ? std::string() : std::string(m_line.substr(at + 1));
    }
    void end() {
        if (const std::string extra = word(); !extra.empty()) throw base::Error("“" + extra + "” is too much for “" + m_command + "”.");
    }

private:
    std::string_view m_line;
    std::istringstream m_stream;
    std::string m_command;
};

struct NamedKey {
    std::string_view name;
    int key;
};
constexpr std::array named_keys{
    NamedKey{"escape", GLFW_KEY_ESCAPE},  NamedKey{"enter", GLFW_KEY_ENTER},   NamedKey{"tab", GLFW_KEY_TAB},
    NamedKey{"space", GLFW_KEY_SPACE},    NamedKey{"left", GLFW_KEY_LEFT},     NamedKey{"right", GLFW_KEY_RIGHT},
    NamedKey{"up", GLFW_KEY_UP},          NamedKey{"down", GLFW_KEY_DOWN},     NamedKey{"home", GLFW_KEY_HOME},
    NamedKey{"end", GLFW_KEY_END},        NamedKey{"delete", GLFW_KEY_DELETE}, NamedKey{"backspace", GLFW_KEY_BACKSPACE},
    NamedKey{"pageup", GLFW_KEY_PAGE_UP}, NamedKey{"f1", GLFW_KEY_F1},         NamedKey{"pagedown", GLFW_KEY_PAGE_DOWN}};

KeyPress read_key(Words& words) {
    KeyPress press;
    std::string name = words.word();
    for (bool again = true; again;) {
        again = false;
        for (const auto& [prefix, flag] :
             {std::pair{std::string_view("ctrl+"), &press.ctrl}, {"shift+", &press.shift}, {"alt+", &press.alt}}) {
            if (name.size() <= prefix.size() || !name.starts_with(prefix)) continue;
            *flag = again = true;
            name.erase(0, prefix.size());
        }
    }
    for (const NamedKey& known : named_keys)
        if (known.name == name) {
            press.key = known.key;
            if (name == "space") press.character = ' ';
            return press;
        }
    if (name.size() != 1 || name[0] <= ' ' || name[0] > '~')
        throw base::Error("“" + name + "” is not a key.", "Use a single character or a name such as escape, enter, tab, left, home or f1.");
    const char c = name[0];
    // GLFW names letter and digit keys by their capital characters; other signs are known by what they write.
    press.key = c >= 'a' && c <= 'z' ? c - 'a' + 'A' : static_cast<unsigned char>(c);
    if (!press.ctrl && !press.alt) press.character = static_cast<unsigned char>(c);
    return press;
}

PointerClick read_click(Words& words, bool twice) {
    PointerClick click{words.number(), words.number(), twice, words.word()};
    if (!click.modifiers.empty() && click.modifiers != "ctrl" && click.modifiers != "shift")
        throw base::Error("“" + click.modifiers + "” is too much for “" + words.command() +
                          "”; only “ctrl” or “shift” may follow the place.");
    return click;
}

std::optional<ScriptStep> read_input(Words& words) {
    const std::string& command = words.command();
    // Braces evaluate their numbers from left to right.
    if (command == "move") return PointerMove{words.number(), words.number()};
    if (command == "click") return read_click(words, false);
    if (command == "double-click") return read_click(words, true);
    if (command == "drag") return PointerDrag{words.number(), words.number(), words.number(), words.number()};
    if (command == "wheel") return WheelTurn{words.number()};
    if (command == "key") return read_key(words);
    if (command == "wait") return WaitUntilIdle{};
    if (command == "frames") {
        const double count = words.number();
        if (count < 1 || count > 10000 || count != std::floor(count)) throw base::Error("“frames” wants a whole number from 1 to 10000.");
        return LetFramesPass{static_cast<int>(count)};
    }
    return std::nullopt;
}

ScriptStep read_line(std::string_view line) {
    Words words(line);
    if (words.command() == "type") return TypeText{words.rest()};
    if (auto step = read_input(words)) {
        words.end();
        return *step;
    }
    return app::action_from(line);
}

}  // namespace

std::vector<ScriptStep> read_script(std::string_view text, const std::string& name) {
    std::vector<ScriptStep> steps;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = base::trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.empty() || line.front() == '#') continue;
        try {
            steps.push_back(read_line(line));
        } catch (const base::Error& error) {
            throw error.in(name + ":" + std::to_string(number));
        }
    }
    return steps;
}

std::vector<ScriptStep> read_script_file(const std::filesystem::path& file) { return read_script(base::read_file(file), file.string()); }

}  // namespace needsmap::viewer
