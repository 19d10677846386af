#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>
#include <deque>

#include "base/error.hpp"
#include "base/text.hpp"

namespace needsmap::cli {

namespace {

using app::Operation;
using app::Param;
using app::ParamType;

[[noreturn]] void refuse(const std::string& what, std::string hint) { throw base::Error(what, std::move(hint), base::ErrorKind::usage); }

/// Where the parser leaves what was typed for one parameter.
struct Slot {
    const Param* param = nullptr;
    std::vector<std::string> values;
    bool flag = false;
};

std::string cli_name(const Param& param) {
    if (param.positional) return param.name;
    return (param.short_name.empty() ? std::string() : "-" + param.short_name + ",") + "--" + param.name;
}

void declare(CLI::App& parser, Slot& slot) {
    if (slot.param->type == ParamType::flag) {
        parser.add_flag(cli_name(*slot.param), slot.flag);
        return;
    }
    CLI::Option* option = parser.add_option(cli_name(*slot.param), slot.values);
    // One value per option; that an option stands twice is judged by app::checked, in our words.
    option->type_size(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
    if (slot.param->positional && slot.param->repeatable)
        option->allow_extra_args()->expected(0, CLI::detail::expected_max_vector_size);
    else if (slot.param->positional)
        option->expected(1);
}

[[noreturn]] void refuse_leftover(const Operation& operation, const std::string& word) {
    const std::string see = "See needsmap " + operation.id + " --help.";
    if (!word.starts_with('-') || word == "-") refuse("“" + word + "” is one argument too many.", see);
    std::vector<std::string> names = {"--help"};
    for (const Param& param : operation.params)
        if (!param.positional) names.push_back("--" + param.name);
    const std::string name = word.substr(0, word.find('='));
    const std::string near = base::closest(name, names);
    refuse("There is no option " + name + " for " + operation.id + ".", near.empty() ? see : "Did you mean " + near + "?");
}

/// "--output: 1 required TEXT missing" from the parser says which option lacks its value.
[[noreturn]] void refuse_parse_error(const Operation& operation, const CLI::ParseError& error) {
    const std::string text = error.what();
    const std::string see = "See needsmap " + operation.id + " --help.";
    const std::size_t colon = text.find(':');
    if (text.starts_with("--") && colon != std::string::npos) refuse(text.substr(0, colon) + " needs a value.", see);
    refuse("The arguments cannot be understood: " + text + ".", see);
}

}  // namespace

Operation with_workspace_option(const Operation& operation) {
    Operation out = operation;
    Param workspace{.name = "workspace",
                    .short_name = "w",
                    .type = ParamType::input_file,
                    .help = "workspace file to read; default: the county that comes with the program",
                    .value_name = "WORKSPACE"};
    const auto last_positional = std::ranges::find_if_not(out.params, &Param::positional);
    out.params.insert(last_positional, std::move(workspace));
    return out;
}

ParsedArguments parse_arguments(const Operation& operation, const std::vector<std::string>& words) {
    CLI::App parser;
    parser.set_help_flag();
    ParsedArguments parsed;
    parser.add_flag("-h,--help", parsed.help);
    parser.allow_extras();
    std::deque<Slot> slots;
    for (const Param& param : operation.params) declare(parser, slots.emplace_back(Slot{&param, {}, false}));
    try {
        parser.parse(std::vector<std::string>(words.rbegin(), words.rend()));  // the parser takes them last first
    } catch (const CLI::ParseError& error) {
        refuse_parse_error(operation, error);
    }
    if (parsed.help) return parsed;
    if (const std::vector<std::string> left = parser.remaining(); !left.empty()) refuse_leftover(operation, left.front());
    for (const Slot& slot : slots) {
        for (const std::string& value : slot.values) parsed.params.add(slot.param->name, value);
        if (slot.flag) parsed.params.add(slot.param->name, "on");
    }
    return parsed;
}

}  // namespace needsmap::cli
