#include "app/index_recipe_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

using Ingredient = model::IndexRecipe::Ingredient;

constexpr const char* example = "For example child-poverty:2,neet:1.";

[[noreturn]] void refuse(const std::string& what, std::string hint = example) {
    throw base::Error(what, std::move(hint), base::ErrorKind::usage);
}

/// Takes what stands before the next `mark`, and the mark.
std::string_view next_part(std::string_view& left, char mark) {
    const std::size_t at = std::min(left.find(mark), left.size());
    const std::string_view part = base::trim(left.substr(0, at));
    left.remove_prefix(std::min(at + 1, left.size()));
    return part;
}

double weight_from(std::string_view text, const std::string& layer) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value) || value < 0)
        refuse("The weight of " + layer + " must be a number of at least 0, not “" + std::string(text) + "”.");
    return value;
}

model::Direction direction_from_word(std::string_view text) {
    const auto direction = model::direction_from(text);
    if (!direction || *direction == model::Direction::neutral)
        refuse("“" + std::string(text) + "” is no direction.", "It is high-is-worse or low-is-worse.");
    return *direction;
}

Ingredient ingredient_from(std::string_view text) {
    Ingredient out;
    out.layer = std::string(next_part(text, ':'));
    if (out.layer.empty()) refuse("A layer is missing in the list of indicators.");
    if (!text.empty()) out.weight = weight_from(next_part(text, ':'), out.layer);
    if (!text.empty()) out.direction = direction_from_word(base::trim(text));
    return out;
}

}  // namespace

std::vector<Ingredient> ingredients_from(std::string_view text) {
    if (base::trim(text).empty()) refuse("There are no indicators to put together.");
    std::vector<Ingredient> out;
    while (!text.empty()) {
        Ingredient each = ingredient_from(next_part(text, ','));
        if (std::ranges::any_of(out, [&](const Ingredient& other) { return other.layer == each.layer; }))
            refuse("The layer " + each.layer + " is named twice.", "Name it once, with both weights added.");
        out.push_back(std::move(each));
    }
    return out;
}

std::string ingredients_text(const std::vector<Ingredient>& ingredients) {
    std::string out;
    for (const Ingredient& each : ingredients) {
        out += (out.empty() ? "" : ",") + each.layer + ":" + base::format_exact(each.weight);
        if (each.direction) out += ":" + std::string(model::to_string(*each.direction));
    }
    return out;
}

}  // namespace needsmap::app
