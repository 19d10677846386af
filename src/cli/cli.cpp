#include "cli/cli.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <new>

#include "app/open_workspace.hpp"
#include "app/operation.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/arguments.hpp"
#include "cli/command_help.hpp"
#include "cli/console_job.hpp"

namespace needsmap::cli {

namespace {

using app::Operation;
using app::Param;
using app::ParamType;
using base::ExitCode;

int code_of(ExitCode code) { return static_cast<int>(code); }

/// Writes to standard output; a full disk or closed pipe is an error like any other.
void print(const std::string& text) {
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    if (!written) throw base::Error("Cannot write to standard output.");
}

void complain(const std::string& text) { std::fprintf(stderr, "needsmap: %s\n", text.c_str()); }

/// `view` is no operation (it returns no value), but it is described, parsed and explained like one.
Operation view_description() {
    return {.id = "view",
            .title = "View",
            .help = "Opens the map window on a workspace.",
            .params = {{.name = "workspace",
                        .type = ParamType::input_file,
                        .help = "workspace file to open; default: the last one, or the county that comes with the program",
                        .positional = true,
                        .value_name = "WORKSPACE"},
                       {.name = "screenshot",
                        .type = ParamType::output_file,
                        .help = "draw the window into this picture without a display, and leave",
                        .value_name = "FILE.png"},
                       {.name = "size",
                        .type = ParamType::text,
                        .help = "size of the window or picture in pixels",
                        .default_text = "1280x800",
                        .value_name = "WxH"},
                       {.name = "scale",
                        .type = ParamType::number,
                        .help = "size of the interface, 1 to 2; default: the display's",
                        .min = 1,
                        .max = 2,
                        .value_name = "S"},
                       {.name = "play",
                        .type = ParamType::input_file,
                        .help = "replay recorded actions, one per line, before the picture is taken",
                        .value_name = "FILE"},
                       {.name = "bench", .type = ParamType::flag, .help = "print timings as JSON and leave"}},
            .examples = {"needsmap", "needsmap view county.toml", "needsmap view --screenshot map.png --size 1600x1000"}};
}

/// "1280x800" to width and height in pixels.
std::pair<int, int> size_from(const std::string& text) {
    const std::size_t cross = text.find('x');
    const auto number = [](std::string_view part) {
        int value = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        return error == std::errc() && end == part.data() + part.size() ? value : 0;
    };
    const int width = cross == std::string::npos ? 0 : number(std::string_view(text).substr(0, cross));
    const int height = cross == std::string::npos ? 0 : number(std::string_view(text).substr(cross + 1));
    constexpr int least = 320, most = 16384;
    if (width < least || height < least || width > most || height > most)
        throw base::Error("--size needs width x height in pixels, not “" + text + "”.", "For example --size 1600x1000.",
                          base::ErrorKind::usage);
    return {width, height};
}

int run_view(const std::vector<std::string>& words, const ViewCommand& view) {
    const Operation description = view_description();
    const ParsedArguments parsed = parse_arguments(description, words);
    if (parsed.help) return print(command_help(description, help_width())), code_of(ExitCode::done);
    const app::Params params = app::checked(description, parsed.params);
    ViewArguments arguments;
    arguments.workspace = params.text("workspace");
    arguments.screenshot = params.text("screenshot");
    arguments.play = params.text("play");
    std::tie(arguments.width, arguments.height) = size_from(params.text("size"));
    arguments.scale = params.number("scale").value_or(0);
    arguments.bench = params.flag("bench");
    return view(arguments);
}

app::Outcome run_as_job(const Operation& operation, const app::Params& params, const std::string& workspace_file) {
    const InterruptGuard interrupts;
    ConsoleJob job;
    const auto workspace = app::open_workspace(workspace_file, operation.needs_drawing, job);
    job.check_cancelled();
    return operation.run(workspace, params, job);
}

int run_operation(const Operation& operation, const std::vector<std::string>& words) {
    const Operation offered = with_workspace_option(operation);
    const ParsedArguments parsed = parse_arguments(offered, words);
    if (parsed.help) return print(command_help(offered, help_width())), code_of(ExitCode::done);
    const app::Params typed = app::checked(offered, parsed.params);
    app::Params params;
    for (const auto& [name, values] : typed.all())
        for (const std::string& value : values)
            if (name != "workspace") params.add(name, value);
    const app::Outcome outcome = run_as_job(operation, params, typed.text("workspace"));
    if (!outcome.output.empty())
        print(outcome.output);
    else if (!outcome.summary.empty())
        print(outcome.summary + "\n");
    for (const base::Diagnostic& diagnostic : outcome.diagnostics.items()) complain(diagnostic.text());
    return code_of(outcome.code);
}

[[noreturn]] void refuse_command(const std::string& word) {
    std::vector<std::string> names = {"view"};
    for (const Operation& operation : app::operations()) names.push_back(operation.id);
    const std::string near = base::closest(word, names);
    throw base::Error("There is no command “" + word + "”.",
                      near.empty() ? "There are " + base::join_and(names) + "." : "Did you mean " + near + "?", base::ErrorKind::usage);
}

/// A word in the place of a command that can be a workspace file: it exists, or it looks like a path.
bool can_be_file(const std::string& word) {
    std::error_code error;
    return word.find('/') != std::string::npos || word.ends_with(".toml") || std::filesystem::exists(word, error);
}

int dispatch(const std::vector<std::string>& arguments, const ViewCommand& view) {
    if (arguments.empty()) return run_view({}, view);
    const std::string& first = arguments.front();
    const std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
    if (first == "--help" || first == "-h" || first == "help")
        return print(program_help(view_description(), app::operations(), help_width())), code_of(ExitCode::done);
    if (first == "--version") return print("needsmap " + std::string(base::version()) + "\n"), code_of(ExitCode::done);
    if (first == "view") return run_view(rest, view);
    if (const Operation* operation = app::find_operation(first)) return run_operation(*operation, rest);
    if (!first.starts_with('-') && !can_be_file(first)) refuse_command(first);
    return run_view(arguments, view);  // needsmap [view] [WORKSPACE]
}

}  // namespace

int run(const std::vector<std::string>& arguments, const ViewCommand& view) {
    try {
        return dispatch(arguments, view);
    } catch (const base::Cancelled&) {
        complain("Cancelled; nothing was written.");
        return code_of(ExitCode::cancelled);
    } catch (const base::Error& error) {
        complain(error.full_text());
        return code_of(error.kind() == base::ErrorKind::usage ? ExitCode::usage : ExitCode::failed);
    } catch (const std::bad_alloc&) {
        complain("There is not enough memory for this.");
    } catch (const std::exception& error) {
        complain(std::string("Something unexpected went wrong: ") + error.what() + ".");
    } catch (...) {
        complain("Something unexpected went wrong.");
    }
    return code_of(ExitCode::failed);
}

}  // namespace needsmap::cli
