#include "paper/metadata_text.hpp"

#include <algorithm>
#include <array>
#include <ctime>

#include "base/files.hpp"
#include "base/text.hpp"

namespace needsmap::paper {

std::string program_name() { return "needsmap " + std::string(base::version()); }

std::string iso_time(std::int64_t seconds_since_1970) {
    const auto seconds = static_cast<std::time_t>(seconds_since_1970);
    std::tm utc{};
    if (gmtime_r(&seconds, &utc) == nullptr) return "1970-01-01T00:00:00Z";
    std::array<char, 40> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return {text.data(), length};
}

std::string provenance_line(const Metadata& metadata) {
    std::string line;
    for (const auto& [key, value] : metadata.provenance) {
        if (!line.empty()) line += "; ";
        line.append(key).append(": ").append(value);
    }
    return line;
}

std::string valid_utf8(std::string_view text) {
    std::string out(text);
    const bool well_formed = base::is_utf8(text);
    for (char& c : out) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) c = ' ';
        if (byte >= 0x80 && !well_formed) c = '?';
    }
    return out;
}

}  // namespace needsmap::paper
