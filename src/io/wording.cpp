#include "io/wording.hpp"

#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::io {

std::string list_some(const std::vector<std::string>& items, std::size_t most) {
    if (items.size() <= most) return base::join_and(items);
    std::string text;
    for (std::size_t i = 0; i < most; ++i) text += (i == 0 ? "" : ", ") + items[i];
    return text + " and " + base::format_count(static_cast<std::int64_t>(items.size() - most)) + " more";
}

std::string count_of(std::size_t count, const std::string& one, const std::string& many) {
    return base::format_count(static_cast<std::int64_t>(count)) + " " + (count == 1 ? one : many);
}

}  // namespace needsmap::io
