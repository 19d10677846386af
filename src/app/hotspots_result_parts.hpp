// What the results of hot spots, scans and consensus have in common: columns, colours and words. Internal to app.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/hotspots_result.hpp"
#include "model/result.hpp"

namespace needsmap::app::detail {

using Colours = std::array<const char*, 2>;  ///< on paper and the light screen, on the dark screen
// Need is dark red-brown, its absence a middle blue, in-betweens pale: told apart by the colour-blind and, by lightness, on a photocopy.
// On the dark screen need is the brightest. Contrast and distances are checked in tests/app/hotspots_result_test.cpp.
inline constexpr Colours need_colours = {"#A3201A", "#FF7F62"};
inline constexpr Colours no_need_colours = {"#6FA8D6", "#3F78B5"};
inline constexpr Colours need_outlier_colours = {"#F2B8A5", "#B9897B"};
inline constexpr Colours no_need_outlier_colours = {"#C9DFF0", "#5D7C99"};
inline constexpr Colours chance_colours = {"#ECEBE6", "#3A4246"};
inline constexpr Colours middle_colours = {"#D9744F", "#C05B44"};

[[nodiscard]] model::CategoryStyle style(std::string_view label, const Colours& colours);

/// What all columns of a result are made from, by area; rows come in `order`.
struct Rows {
    std::vector<std::optional<double>> statistic, z, p_analytic, p_permutation, q_fdr, neighbours;
    std::vector<std::string> words;
    std::vector<model::AreaIndex> order;
    std::string statistic_title;

    explicit Rows(std::size_t size);
};

[[nodiscard]] std::optional<double> number_of(const model::Cell& cell);

// Columns by area, put in the order of the table's rows.
void add_text(model::ResultTable& table, std::string name, std::string title, const std::vector<std::string>& by_area);
void add_number(model::ResultTable& table, std::string name, std::string title, int decimals,
                const std::vector<std::optional<double>>& by_area);
void add_integer(model::ResultTable& table, std::string name, std::string title, const std::vector<std::optional<double>>& by_area);
/// Digits of statistics: enough to check against another program to 1e-9.
inline constexpr int statistic_decimals = 10;

/// The columns that every statistic has.
[[nodiscard]] model::ResultTable table_of(const model::Indicator& indicator, const Rows& rows);
/// The national threshold that each value reaches, where the layer has thresholds.
void add_national(model::ResultTable& table, const model::Indicator& indicator);

/// A layer of kinds. `kind` by area: its place among `categories`, or why there is none.
[[nodiscard]] std::shared_ptr<const model::Indicator> kinds(const HotSpotQuestion& question, std::vector<model::CategoryStyle> categories,
                                                            std::vector<model::Cell> kind);
/// Why an area has no kind: as its value says, or that no statistic could be computed.
[[nodiscard]] model::Cell no_kind(const model::Cell& value);
/// A result that still lacks its words.
[[nodiscard]] std::shared_ptr<model::Result> start(const HotSpotQuestion& question, std::shared_ptr<const model::Indicator> indicator,
                                                   model::ResultTable table);

[[nodiscard]] std::string capitalised(std::string text);
/// "7 of 136 wards are hot spots", "1 of 136 wards is a hot spot", "no ward is a hot spot".
[[nodiscard]] std::string so_many_are(const model::Geography& geography, std::size_t count, std::size_t of, const std::string& singular,
                                      const std::string& plural);

[[nodiscard]] std::vector<model::AreaIndex> areas_where(std::size_t size, const auto& test) {
    std::vector<model::AreaIndex> out;
    for (std::size_t i = 0; i < size; ++i)
        if (test(i)) out.push_back(static_cast<model::AreaIndex>(i));
    return out;
}

}  // namespace needsmap::app::detail
