// Caveats that travel with a result: what was repaired, left out or assumed, and where.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace needsmap::base {

enum class Severity { note, warning, error };

/// One finding. `message` is a full sentence without the place; `file`, `line` and `subject` say where.
struct Diagnostic {
    Severity severity = Severity::warning;
    std::string id;       ///< stable short name, e.g. "duplicate-code"
    std::string file;     ///< as the user wrote it; may be empty
    int line = 0;         ///< 1-based line or row; 0 = does not apply
    int column = 0;       ///< 1-based; 0 = does not apply
    std::string subject;  ///< area, column or key concerned; may be empty
    std::string message;
    std::string hint;  ///< what to try; may be empty

    /// "file:line:column: message hint", leaving out what is unknown.
    [[nodiscard]] std::string text() const;
};

/// An ordered list of diagnostics. Order is that of discovery and does not depend on threads.
class Diagnostics {
public:
    void add(Diagnostic diagnostic) { m_items.push_back(std::move(diagnostic)); }
    void add_all(const Diagnostics& other) { m_items.insert(m_items.end(), other.m_items.begin(), other.m_items.end()); }
    [[nodiscard]] const std::vector<Diagnostic>& items() const noexcept { return m_items; }
    [[nodiscard]] bool empty() const noexcept { return m_items.empty(); }
    [[nodiscard]] std::size_t count(Severity severity) const;

private:
    std::vector<Diagnostic> m_items;
};

}  // namespace needsmap::base
