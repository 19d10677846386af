// An operation: something the command line and the viewer can both do, described once.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/job_runner.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

enum class ParamType {
    text,
    choice,
    number,
    integer,
    flag,
    layer,
    geography,
    places,
    area,
    class_method,
    palette,
    output_file,
    input_file
};

/// One parameter: becomes a command-line option, a form field, a check, and a line of provenance.
struct Param {
    std::string name;             ///< "geography"; --geography on the command line
    std::string short_name = {};  ///< "o" for -o; may be empty
    ParamType type = ParamType::text;
    std::string help;  ///< one line, lower case, no full stop
    bool positional = false;
    bool required = false;
    bool repeatable = false;
    std::string default_text = {};          ///< as typed; empty = none
    std::vector<std::string> choices = {};  ///< for choice and class_method
    double min = 0, max = 0;                ///< for numbers; equal = unbounded
    std::string value_name = {};            ///< what help calls the value: "N", "OUT.pdf"; empty: by type
};

/// Parameter values as typed, by name.
class Params {
public:
    void add(std::string name, std::string value) { m_values[std::move(name)].push_back(std::move(value)); }
    [[nodiscard]] bool has(std::string_view name) const { return m_values.find(name) != m_values.end(); }
    [[nodiscard]] std::string text(std::string_view name, std::string_view fallback = {}) const;
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;
    /// Throws base::Error (usage) naming the parameter when the text is not a number.
    [[nodiscard]] std::optional<double> number(std::string_view name) const;
    /// A flag is "on" or "off"; off when it is not given.
    [[nodiscard]] bool flag(std::string_view name) const;
    [[nodiscard]] const std::map<std::string, std::vector<std::string>, std::less<>>& all() const { return m_values; }

private:
    std::map<std::string, std::vector<std::string>, std::less<>> m_values;
};

struct Operation {
    std::string id;     ///< "export"
    std::string title;  ///< "Export map"
    std::string help;   ///< a sentence
    std::vector<Param> params;
    std::vector<std::string> examples = {};  ///< whole command lines, for help
    bool needs_drawing = false;              ///< true: the workspace must be read with its drawing levels (open_workspace)
    /// Reads an immutable snapshot, returns a value. Throws base::Error (usage or failed), base::Cancelled.
    Outcome (*run)(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) = nullptr;
};

/// The explicit list (operations.cpp). Every operation also takes -w/--workspace, handled by its callers.
[[nodiscard]] std::span<const Operation> operations();
[[nodiscard]] const Operation* find_operation(std::string_view id);
/// Fills defaults and checks names, types, ranges and choices. Throws base::Error (usage) with "did you mean".
[[nodiscard]] Params checked(const Operation& operation, Params params);

}  // namespace needsmap::app
