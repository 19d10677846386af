// What layers/<id>.toml says about an indicator, and the indicator itself once evaluated on a geography.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/cell.hpp"
#include "model/geography.hpp"

namespace needsmap::model {

/// `category`: a kind, not an amount ("hot", "cold"): a value is an index into the definition's categories. It has no rank and cannot be
/// put together over several areas. Analyses make such layers; layer files cannot.
/// `index`: several other layers put together (model/index_recipe.hpp); it is worked out anew on every geography.
enum class LayerKind { proportion, rate, count, score, rank, category, index };
enum class Direction { high_is_worse, low_is_worse, neutral };
enum class ClassMethod { quantile, equal, natural_breaks, standard_deviation, fixed, national };

/// "quantile", "equal", "natural-breaks", "standard-deviation", "fixed", "national".
[[nodiscard]] std::string_view to_string(ClassMethod method);
/// Accepts the names above and "jenks", "fisher" for natural breaks, "sd"; nullopt otherwise.
[[nodiscard]] std::optional<ClassMethod> class_method_from(std::string_view name);
[[nodiscard]] std::string_view to_string(LayerKind kind);
/// The kinds a layer file may name: all but category.
[[nodiscard]] std::optional<LayerKind> layer_kind_from(std::string_view name);
[[nodiscard]] std::string_view to_string(Direction direction);
[[nodiscard]] std::optional<Direction> direction_from(std::string_view name);

/// How values become classes. An empty palette means the layer's or the default one.
struct ClassSpec {
    ClassMethod method = ClassMethod::quantile;
    int count = 5;               ///< 3..9; ignored by fixed and national
    std::string palette;         ///< e.g. "YlOrBr"; see scene/palette.hpp
    std::vector<double> breaks;  ///< inner bounds for `fixed`, ascending
    bool reversed = false;       ///< swap the palette's ends on top of what the polarity asks
    friend bool operator==(const ClassSpec&, const ClassSpec&) = default;
};

struct Threshold {
    double value = 0;   ///< in the layer's unit; an area at or beyond it (in the bad direction) is inside
    std::string label;  ///< "worst 10 % in England"
};
struct Comparator {
    std::string name;
    double value = 0;
    std::string period;
};

/// One kind of a category layer.
struct CategoryStyle {
    std::string label;        ///< "hot"; stands in legends, tables and files as it is
    std::string colour;       ///< "#RRGGBB", on paper and the light screen
    std::string dark_colour;  ///< on the dark screen; empty: the same
    friend bool operator==(const CategoryStyle&, const CategoryStyle&) = default;
};
/// Of a category layer made of two layers crossed: its kinds are the cells of a square, across first, rows from the bottom up.
struct CrossedScale {
    int steps = 3;
    std::string across, up;                             ///< titles of the two layers
    std::vector<std::string> across_labels, up_labels;  ///< by step, from low need to high: "4.0 to 9.9"; empty where no class stands there
};
/// As many as fills have room for, hatched ones included.
inline constexpr std::size_t most_categories = 13;

struct IndexRecipe;  // model/index_recipe.hpp

/// The same figures of an earlier period, in other columns of the layer's table: for pooling.
struct EarlierPeriod {
    std::string period, numerator, denominator;
    int pooled_years = 1;
};

/// The same figures for one age band, in other columns of the layer's table: for direct standardisation.
struct AgeBand {
    std::string title, numerator, denominator;  ///< "15 to 17"; columns
    double standard = 0;                        ///< people of the standard population in this band; only proportions matter
};

/// One file layers/<id>.toml; see docs/formats.md for the meaning of each field.
struct LayerDefinition {
    std::string id, title, theme, description;
    LayerKind kind = LayerKind::proportion;
    std::string table;
    std::string numerator, denominator;              ///< columns, for proportion and rate
    std::string numerator_title, denominator_title;  ///< "children in poverty", "children"
    std::string value;                               ///< column, for count, score and rank
    std::string weight;                              ///< column, for averaging scores; empty: scores do not aggregate
    std::shared_ptr<const IndexRecipe> index;        ///< of an index, which has no table and no columns; null for other kinds
    std::string unit;                                ///< "%", "per 1,000 girls aged 15–17"
    double per = 100;
    int decimals = 1;
    Direction direction = Direction::high_is_worse;
    std::string period;
    int pooled_years = 1;
    std::vector<EarlierPeriod> earlier;  ///< latest first; proportions and rates only
    std::vector<AgeBand> bands;          ///< rates only; empty: the layer cannot be standardised
    std::string standard_population;     ///< what the bands' `standard` is: "European Standard Population 2013"
    bool counts_on_map = false;  ///< a count may be drawn as a choropleth all the same; every such map says what it is (counts_warning)
    double suppress_below = 0;   ///< counts in [1, suppress_below) are suppressed; 0 = none
    std::string
        not_applicable_label;  ///< what an area is called that the question does not apply to: "No service"; empty: "Not applicable"
    std::string source, licence, caution;
    ClassSpec classes;
    std::vector<Threshold> thresholds;
    std::vector<Comparator> comparators;
    std::vector<CategoryStyle> categories;        ///< of a category layer, in the order of the legend; at most most_categories
    std::shared_ptr<const CrossedScale> crossed;  ///< of a category layer that crosses two others; else null
    std::string file;                             ///< where it was read from

    [[nodiscard]] bool has_denominator() const { return kind == LayerKind::proportion || kind == LayerKind::rate; }
};

/// The category a value stands for; nullptr when it has no number or the layer has no such category.
[[nodiscard]] const CategoryStyle* category_of(const LayerDefinition& layer, const Cell& value);

/// Why a cell of the layer has no number, for people: "missing", "suppressed", "outside scope", or the layer's own word for what does not
/// apply, in lower case ("no service"). Files keep the fixed words of to_string.
[[nodiscard]] std::string state_word(const LayerDefinition& layer, CellState state);

/// What stands on every map of crude counts, which shows where people live before it shows anything else.
inline constexpr std::string_view counts_warning = "Counts, not rates: areas with more people have more.";

/// A layer evaluated on a geography: what maps, tables and charts show. Every exit uses `value`, `numerator` and `denominator`
/// cells as they are: suppression has been applied to all three.
struct Indicator {
    std::shared_ptr<const LayerDefinition> definition;
    std::shared_ptr<const Geography> geography;
    std::vector<Cell> value;         ///< by area, in the definition's unit
    std::vector<Cell> numerator;     ///< by area; empty when the layer has none
    std::vector<Cell> denominator;   ///< by area; empty when the layer has none
    std::vector<int> parts_missing;  ///< by area: how many source areas had no number and are left out of the value
    std::vector<int> rank;           ///< by area: 1 = worst by direction (highest when neutral); ties share the best rank; 0 = no number
    int ranked_count = 0;            ///< areas with a rank
    /// By area: 1 where the interval is too wide to trust the value by itself; empty: not judged. Such areas are hatched on maps and never
    /// take the worst class.
    std::vector<std::uint8_t> unreliable;
    Cell county_value;  ///< the same indicator over the whole county
    Cell county_numerator, county_denominator;
    std::string method_note;  ///< how it was aggregated, in words; empty when rows are the areas themselves

    [[nodiscard]] bool is_unreliable(std::size_t area) const { return area < unreliable.size() && unreliable[area] != 0; }
};

}  // namespace needsmap::model
