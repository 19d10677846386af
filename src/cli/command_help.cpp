#include "cli/command_help.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <vector>

#include "base/files.hpp"
#include "base/text.hpp"

namespace needsmap::cli {

namespace {

using app::Operation;
using app::Param;
using app::ParamType;

constexpr int option_column = 26;

/// Characters, not bytes: help holds "…".
int length_of(const std::string& text) {
    return static_cast<int>(std::ranges::count_if(text, [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

std::string value_name(const Param& param) {
    if (!param.value_name.empty()) return param.value_name;
    switch (param.type) {
        case ParamType::flag: return {};
        case ParamType::number:
        case ParamType::integer: return "N";
        case ParamType::output_file:
        case ParamType::input_file: return "FILE";
        case ParamType::choice:
        case ParamType::class_method: return "WORD";
        case ParamType::layer:
        case ParamType::geography:
        case ParamType::places: return "ID";
        case ParamType::area:
        case ParamType::text:
        case ParamType::palette: break;
    }
    return "TEXT";
}

std::string usage_of(const Operation& operation) {
    std::string line = "needsmap " + operation.id;
    for (const Param& param : operation.params)
        if (param.positional) line += param.required ? " " + value_name(param) : " [" + value_name(param) + "]";
    for (const Param& param : operation.params)
        if (!param.positional && param.required)
            line += (param.short_name.empty() ? " --" + param.name : " -" + param.short_name) + " " + value_name(param);
    const bool has_options = std::ranges::any_of(operation.params, [](const Param& p) { return !p.positional && !p.required; });
    return line + (has_options ? " [options]" : "");
}

/// "  -o, --output OUT.pdf" and its explanation, in two columns.
std::string option_lines(const std::string& left, const std::string& help, int width) {
    std::string out = "  " + left;
    const int used = 2 + length_of(left);
    out += used + 2 > option_column ? "\n" + std::string(option_column, ' ')
                                    : std::string(static_cast<std::size_t>(option_column - used), ' ');
    return out + wrapped(help, width - option_column, option_column) + "\n";
}

std::string option_lines(const Param& param, int width) {
    const std::string name = value_name(param);
    std::string left = name;
    if (!param.positional) {
        left = (param.short_name.empty() ? "    " : "-" + param.short_name + ", ") + "--" + param.name;
        if (!name.empty()) left += " " + name;
    }
    std::string help = param.help;
    if (!param.choices.empty()) help += ": " + base::join_and(param.choices);
    if (!param.default_text.empty()) help += "; default: " + param.default_text;
    return option_lines(left, help, width);
}

/// A command line, continued with a backslash where it is too long.
std::string example_lines(const std::string& example, int width) {
    std::string out;
    std::string line = "  ";
    std::size_t at = 0;
    while (at < example.size()) {
        std::size_t end = std::min(example.find(" -", at + 1), example.size());  // an option and its value stay together
        const std::string piece = example.substr(at, end - at);
        if (line.size() > 2 && static_cast<int>(line.size() + piece.size()) > width - 2) {
            out += line + " \\\n";
            line = "     ";
        }
        line += piece;
        at = end;
    }
    return out + line + "\n";
}

std::string first_upper(std::string text) {
    if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

}  // namespace

int help_width() {
    int columns = 0;
    if (const char* text = std::getenv("COLUMNS")) columns = std::atoi(text);
    winsize size{};
    if (columns <= 0 && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) columns = size.ws_col;
    return std::clamp(columns > 0 ? columns : 80, 50, 110);
}

std::string wrapped(const std::string& text, int width, int indent) {
    std::string out;
    int used = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        if (used > 0 && used + 1 + length_of(word) > width) {
            out += "\n" + std::string(static_cast<std::size_t>(indent), ' ');
            used = 0;
        }
        out += (used > 0 ? " " : "") + word;
        used += (used > 0 ? 1 : 0) + length_of(word);
        at = end + 1;
    }
    return out;
}

std::string program_help(const Operation& view, std::span<const Operation> operations, int width) {
    std::string out = "needsmap " + std::string(base::version()) + ": needs of children and families on the map\n\n";
    out += "Usage:\n  needsmap [view] [WORKSPACE]\n  needsmap COMMAND [options]\n\nCommands:\n";
    out += option_lines(view.id, view.help, width);
    for (const Operation& operation : operations) out += option_lines(operation.id, operation.help, width);
    out += "\nOptions:\n";
    out += option_lines("-h, --help", "show this page, or after a command the command's page", width);
    out += option_lines("    --version", "show the version", width);
    out += "\n" + wrapped("Without -w, commands work on the county that comes with the program, whose data are illustrative.", width, 0) +
           "\n";
    out += "\nExamples:\n";
    for (const Operation& operation : operations)
        if (!operation.examples.empty()) out += "  " + operation.examples.front() + "\n";
    return out + "\n" + wrapped("Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but problems were found, 130 cancelled.", width, 0) +
           "\n";
}

std::string command_help(const Operation& operation, int width) {
    std::string out = first_upper(wrapped(operation.help, width, 0)) + "\n\nUsage:\n  " + usage_of(operation) + "\n\n";
    const bool has_positional = std::ranges::any_of(operation.params, &Param::positional);
    if (has_positional) out += "Arguments:\n";
    for (const Param& param : operation.params)
        if (param.positional) out += option_lines(param, width);
    out += std::string(has_positional ? "\n" : "") + "Options:\n";
    for (const Param& param : operation.params)
        if (!param.positional) out += option_lines(param, width);
    out += option_lines("-h, --help", "show this page", width);
    if (operation.examples.empty()) return out;
    out += "\nExamples:\n";
    for (const std::string& example : operation.examples) out += example_lines(example, width);
    return out;
}

}  // namespace needsmap::cli
