#include <array>
#include <cctype>
#include <charconv>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "scene/sheet.hpp"

namespace needsmap::scene {

namespace {

constexpr std::array<std::pair<std::string_view, std::pair<double, double>>, 4> portrait_sizes{
    {{"a5", {148, 210}}, {"a4", {210, 297}}, {"a3", {297, 420}}, {"a2", {420, 594}}}};

/// "WxHmm" or "WxH"; nothing when it is not of that form.
std::optional<std::pair<double, double>> size_from(std::string_view text) {
    if (text.ends_with("mm")) text.remove_suffix(2);
    const std::size_t x = text.find('x');
    if (x == std::string_view::npos) return std::nullopt;
    double width = 0, height = 0;
    const auto parse = [](std::string_view part, double& out) {
        const auto result = std::from_chars(part.data(), part.data() + part.size(), out);
        return result.ec == std::errc() && result.ptr == part.data() + part.size();
    };
    if (!parse(text.substr(0, x), width) || !parse(text.substr(x + 1), height)) return std::nullopt;
    return std::pair{width, height};
}

}  // namespace

Paper paper_from(std::string_view name) {
    std::string text(base::trim(name));
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (const auto& [stem, size] : portrait_sizes) {
        if (text == stem || text == std::string(stem) + "-landscape") return {size.second, size.first, std::string(name)};
        if (text == std::string(stem) + "-portrait") return {size.first, size.second, std::string(name)};
    }
    const auto size = size_from(text);
    if (!size)
        throw base::Error("'" + std::string(name) + "' is not a paper size.",
                          "Use A4, A3, A4-portrait, A3-portrait or a size such as 200x150mm.", base::ErrorKind::usage);
    for (const double side : {size->first, size->second})
        if (!(side >= 40 && side <= 2000))
            throw base::Error("The paper size '" + std::string(name) + "' is out of range.", "Each side may measure 40 to 2,000 mm.",
                              base::ErrorKind::usage);
    return {size->first, size->second, std::string(name)};
}

}  // namespace needsmap::scene
