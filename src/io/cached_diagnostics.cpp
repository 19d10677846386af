#include "io/cached_diagnostics.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace needsmap::io {

using base::Diagnostic;

void put(CacheWriter& out, const base::Diagnostics& diagnostics) {
    std::vector<std::string> texts;
    std::vector<std::int32_t> numbers;
    for (const Diagnostic& d : diagnostics.items()) {
        numbers.insert(numbers.end(), {static_cast<std::int32_t>(d.severity), d.line, d.column});
        for (const std::string& text : {d.id, d.file, d.subject, d.message, d.hint}) texts.push_back(text);
    }
    out.put(numbers), out.put(texts);
}
bool get(CacheReader& in, base::Diagnostics& diagnostics) {
    std::vector<std::string> texts;
    std::vector<std::int32_t> numbers;
    if (!in.get(numbers) || !in.get(texts) || numbers.size() % 3 != 0 || texts.size() != numbers.size() / 3 * 5) return false;
    for (std::size_t i = 0; i < numbers.size() / 3; ++i) {
        const std::int32_t* n = &numbers[3 * i];
        const std::string* t = &texts[5 * i];
        diagnostics.add({static_cast<base::Severity>(n[0]), t[0], t[1], n[1], n[2], t[2], t[3], t[4]});
    }
    return true;
}

}  // namespace needsmap::io
