#include "base/diagnostics.hpp"

#include <algorithm>

namespace needsmap::base {

std::string Diagnostic::text() const {
    std::string out = file;
    if (line > 0) out += ":" + std::to_string(line);
    if (line > 0 && column > 0) out += ":" + std::to_string(column);
    if (!out.empty()) out += ": ";
    out += message;
    if (!hint.empty()) out += " " + hint;
    return out;
}

std::size_t Diagnostics::count(Severity severity) const {
    return static_cast<std::size_t>(
        std::count_if(m_items.begin(), m_items.end(), [&](const Diagnostic& d) { return d.severity == severity; }));
}

}  // namespace needsmap::base
