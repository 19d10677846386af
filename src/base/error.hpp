// Errors with context, and the exit codes of the program.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace needsmap::base {

/// What kind of failure: decides the exit code, never the wording.
enum class ErrorKind { failed, usage };

/// The result cannot be made. The message is one plain sentence that names file, row or area; `hint` says what to try.
class Error : public std::runtime_error {
public:
    explicit Error(const std::string& message, std::string hint = {}, ErrorKind kind = ErrorKind::failed)
        : std::runtime_error(message), m_hint(std::move(hint)), m_kind(kind) {}

    [[nodiscard]] const std::string& hint() const noexcept { return m_hint; }
    [[nodiscard]] ErrorKind kind() const noexcept { return m_kind; }

    /// The same error seen from one level up: "context: message".
    [[nodiscard]] Error in(std::string_view context) const { return Error(std::string(context) + ": " + what(), m_hint, m_kind); }

    /// Message and hint as one line, for the console and the status line.
    [[nodiscard]] std::string full_text() const { return m_hint.empty() ? std::string(what()) : std::string(what()) + " " + m_hint; }

private:
    std::string m_hint;
    ErrorKind m_kind;
};

/// Thrown by JobContext::check_cancelled(); never an error to show. A cancelled job yields nothing.
class Cancelled : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

/// Exit codes of the command line (docs/design.md).
enum class ExitCode : int { done = 0, failed = 1, usage = 2, problems = 3, cancelled = 130 };

}  // namespace needsmap::base
