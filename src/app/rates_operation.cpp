// `rates`: an indicator's rates with intervals, shrinkage, reliability and comparison.
#include <algorithm>

#include "analysis/evaluate_layer.hpp"
#include "analysis/standardise.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/pooled_indicator.hpp"
#include "app/rates_result.hpp"
#include "app/result_output.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

using analysis::RatesOptions;
using model::Indicator;

std::vector<Param> rates_params() {
    std::vector<Param> params = {
        layer_param(),
        geography_param(),
        {.name = "interval",
         .type = ParamType::choice,
         .help = "confidence in per cent of the interval that decides better or worse",
         .default_text = "95",
         .choices = {"95", "99.8"},
         .value_name = "95|99.8"},
        {.name = "shrink",
         .type = ParamType::choice,
         .help = "draw rates of small areas towards the mean of all areas (global) or of their neighbours (local)",
         .default_text = "none",
         .choices = {"none", "global", "local"},
         .value_name = "HOW"},
        {.name = "compare",
         .type = ParamType::text,
         .help = "county, england, or the name of another comparator of the layer",
         .default_text = "county",
         .value_name = "WITH"},
        {.name = "pool",
         .type = ParamType::text,
         .help = "latest periods to put together, or auto: as few as make most areas precise; default: the latest alone",
         .value_name = "N|auto"},
        {.name = "standardise",
         .type = ParamType::flag,
         .help = "directly standardise for age, for layers with age bands; compares with the county's standardised rate"},
    };
    for (Param& param : result_output_params(false)) params.push_back(std::move(param));
    return params;
}

[[noreturn]] void refuse_comparator(const model::LayerDefinition& layer, const std::string& wanted) {
    std::vector<std::string> names = {"county"};
    for (const model::Comparator& comparator : layer.comparators) names.push_back(comparator.name);
    const std::string near = base::closest(wanted, names);
    throw base::Error(layer.title + " has nothing called “" + wanted + "” to compare with.",
                      near.empty() ? "There is " + base::join_and(names) + "." : "Did you mean " + near + "?", base::ErrorKind::usage);
}

std::optional<model::Comparator> comparator_of(const Indicator& indicator, const std::string& wanted, const std::string& county) {
    const model::LayerDefinition& layer = *indicator.definition;
    if (base::fold(wanted) == "county") {
        auto comparator = layer.has_denominator() ? analysis::county_comparator(indicator) : std::nullopt;
        if (comparator && !county.empty()) comparator->name = county;
        return comparator;
    }
    for (const model::Comparator& comparator : layer.comparators)
        if (base::fold(comparator.name) == base::fold(wanted)) return comparator;
    refuse_comparator(layer, wanted);
}

/// nullopt: as few as needed.
std::optional<int> pool_from(const std::string& text) {
    if (base::fold(text) == "auto") return std::nullopt;
    const std::vector<double> numbers = numbers_from("pool", text);
    if (numbers.size() == 1 && numbers[0] >= 1 && numbers[0] == static_cast<int>(numbers[0])) return static_cast<int>(numbers[0]);
    throw base::Error("--pool needs a number of periods or auto, not “" + text + "”.", {}, base::ErrorKind::usage);
}

/// The other comparators of a layer are crude rates: they must not be held against standardised ones.
analysis::RatesResult standardised(const model::Workspace& workspace, const Indicator& indicator, RatesOptions& options,
                                   const Params& params) {
    if (params.has("pool"))
        throw base::Error("--pool and --standardise do not go together: the age bands are those of one period.",
                          "Leave out one of the two.", base::ErrorKind::usage);
    if (base::fold(params.text("compare", "county")) != "county")
        throw base::Error("A standardised rate can only be compared with the county: other comparators are crude rates.",
                          "Leave out --compare.", base::ErrorKind::usage);
    const model::LayerDefinition& layer = *indicator.definition;
    const std::string& geography = indicator.geography->id;
    options.comparator.reset();
    options.comparator = county_standardised(analysis::standardised_rates(workspace, layer, geography, options), layer);
    if (options.comparator && !workspace.county.empty()) options.comparator->name = workspace.county;
    return analysis::standardised_rates(workspace, layer, geography, options);
}

struct Figures {
    std::shared_ptr<const Indicator> indicator;
    std::string pool_sentence;  ///< empty when nothing was pooled
};
Figures figures_from(const model::Workspace& workspace, const std::shared_ptr<const model::LayerDefinition>& layer, const Params& params) {
    const std::string geography = geography_from(workspace, *layer, params);
    if (!params.has("pool")) return {analysis::evaluate_layer(workspace, layer->id, geography), {}};
    PooledIndicator pooled = pooled_indicator(workspace, layer, geography, pool_from(params.text("pool")));
    // "2 periods (…): 82 % …" goes on from these words; a pool that is not enough has a sentence of its own.
    const bool is_enough = !pooled.sentence.empty() && pooled.sentence[0] >= '1' && pooled.sentence[0] <= '9';
    return {pooled.indicator, (is_enough ? "Pooled over " : "") + pooled.sentence};
}

Outcome run_rates(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const std::filesystem::path file = params.text("output");
    check_result_file(file);
    const auto layer = layer_from(*workspace, params.text("layer"));
    const Figures figures = figures_from(*workspace, layer, params);
    const auto& indicator = figures.indicator;
    job.progress(0.2, "working out intervals");
    RatesOptions options;
    options.shrink = model::shrink_from(params.text("shrink", "none")).value_or(analysis::Shrink::none);
    if (params.text("interval", "95") == "99.8") options.interval = analysis::ComparisonInterval::percent998;
    const bool standardise = params.flag("standardise");
    if (!standardise) options.comparator = comparator_of(*indicator, params.text("compare", "county"), workspace->county);
    geo::Neighbours neighbours;
    if (options.shrink == analysis::Shrink::local) {
        neighbours = geo::neighbours(indicator->geography->coverage->full(), geo::Contiguity::queen);
        options.neighbours = &neighbours;
    }
    const analysis::RatesResult rates =
        standardise ? standardised(*workspace, *indicator, options, params) : analysis::rates(*indicator, options);
    job.check_cancelled();
    auto result = std::make_shared<model::Result>(rates_result(*indicator, rates, options, workspace->county));
    if (!figures.pool_sentence.empty()) {
        result->finding += ". " + figures.pool_sentence;
        result->method_lines.push_back(figures.pool_sentence);
    }
    result->command = command_line("rates", rates_params(), params, *workspace);
    return write_result(workspace, result, file, sheet_options_from(params), job);
}

}  // namespace

Operation rates_operation() {
    return {
        .id = "rates",
        .title = "Rates with intervals",
        .help = "Works out how sure an indicator's figures are: intervals, shrinkage of small areas, and who is better or worse than whom.",
        .params = rates_params(),
        .examples = {"needsmap rates neet -o neet.csv",
                     "needsmap rates under-18-conceptions --shrink local --compare england -o conceptions.pdf"},
        .needs_drawing = true,
        .run = run_rates};
}

}  // namespace needsmap::app
