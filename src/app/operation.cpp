#include "app/operation.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"
#include "scene/palette.hpp"

namespace needsmap::app {

namespace {

/// How the parameter is written on the command line, for errors: "--dpi", "LAYER".
std::string shown_name(const Param& param) {
    if (!param.positional) return "--" + param.name;
    std::string upper = param.name;
    std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return upper;
}

[[noreturn]] void refuse(const std::string& what, std::string hint = {}) {
    throw base::Error(what, std::move(hint), base::ErrorKind::usage);
}

std::optional<double> number_from(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::string did_you_mean(std::string_view text, const std::vector<std::string>& known) {
    const std::string near = base::closest(text, known);
    return near.empty() ? "Known are " + base::join_and(known) + "." : "Did you mean " + near + "?";
}

/// "100,000" and "0.01".
std::string bound_text(double value) { return value == std::floor(value) ? base::format_number(value, 0) : base::format_exact(value); }

void check_number(const Param& param, const std::string& text) {
    const auto value = number_from(text);
    if (!value) refuse(shown_name(param) + " needs a number, not “" + text + "”.");
    if (param.type == ParamType::integer && *value != std::floor(*value))
        refuse(shown_name(param) + " needs a whole number, not “" + text + "”.");
    if (param.min < param.max && (*value < param.min || *value > param.max))
        refuse(shown_name(param) + " must be from " + bound_text(param.min) + " to " + bound_text(param.max) + ", not " + text + ".");
}

void check_choice(const Param& param, const std::string& text) {
    if (std::ranges::find(param.choices, text) == param.choices.end())
        refuse(shown_name(param) + " cannot be “" + text + "”.", did_you_mean(text, param.choices));
}

void check_palette(const std::string& text) {
    try {
        static_cast<void>(scene::find_palette(text));
    } catch (const base::Error& error) {
        refuse(error.what(), error.hint());
    }
}

void check_flag(const Param& param, const std::string& text) {
    if (text != "on" && text != "off") refuse(shown_name(param) + " is on or off, not “" + text + "”.");
}

/// What can be checked without a workspace. Ids of layers, geographies and places are checked where they are used.
void check_value(const Param& param, const std::string& text) {
    switch (param.type) {
        case ParamType::number:
        case ParamType::integer: return check_number(param, text);
        case ParamType::choice:
        case ParamType::class_method: return check_choice(param, text);
        case ParamType::palette: return check_palette(text);
        case ParamType::flag: return check_flag(param, text);
        case ParamType::text: return;
        case ParamType::layer:
        case ParamType::geography:
        case ParamType::places:
        case ParamType::area:
        case ParamType::output_file:
        case ParamType::input_file:
            if (base::trim(text).empty()) refuse(shown_name(param) + " is empty.");
    }
}

void check_names(const Operation& operation, const Params& params) {
    for (const auto& [name, values] : params.all()) {
        const auto known = [&name = name](const Param& param) { return param.name == name; };
        if (std::ranges::any_of(operation.params, known)) continue;
        std::vector<std::string> names;
        for (const Param& param : operation.params)
            if (!param.positional) names.push_back("--" + param.name);
        refuse("There is no option --" + name + " for " + operation.id + ".", did_you_mean("--" + name, names));
    }
}

}  // namespace

std::string Params::text(std::string_view name, std::string_view fallback) const {
    const auto it = m_values.find(name);
    return it == m_values.end() || it->second.empty() ? std::string(fallback) : it->second.back();
}

std::vector<std::string> Params::list(std::string_view name) const {
    const auto it = m_values.find(name);
    return it == m_values.end() ? std::vector<std::string>() : it->second;
}

std::optional<double> Params::number(std::string_view name) const {
    if (!has(name)) return std::nullopt;
    const auto value = number_from(text(name));
    if (!value) refuse("--" + std::string(name) + " needs a number, not “" + text(name) + "”.");
    return value;
}

bool Params::flag(std::string_view name) const { return text(name, "off") == "on"; }

Params checked(const Operation& operation, Params params) {
    check_names(operation, params);
    for (const Param& param : operation.params) {
        const std::vector<std::string> values = params.list(param.name);
        if (values.empty() && param.required) refuse(shown_name(param) + " is missing: " + param.help + ".");
        if (values.size() > 1 && !param.repeatable) refuse(shown_name(param) + " is given more than once.");
        for (const std::string& value : values) check_value(param, value);
        if (values.empty() && !param.default_text.empty()) params.add(param.name, param.default_text);
    }
    return params;
}

}  // namespace needsmap::app
