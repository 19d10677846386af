// `hotspots`: where need lies closer together than chance allows, by a local statistic, a scan or a consensus of many ways of asking.
#include <algorithm>
#include <cmath>

#include "analysis/evaluate_layer.hpp"
#include "analysis/shrinkage.hpp"
#include "app/context_ring.hpp"
#include "app/hotspots_result.hpp"
#include "app/map_building.hpp"
#include "app/open_workspace.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/result_output.hpp"
#include "app/value_text.hpp"
#include "base/error.hpp"

namespace needsmap::app {

namespace {

using model::Cell;

/// Chance maps of a scan unless told otherwise: each costs a search through all circles, and p needs no correction afterwards.
constexpr int default_replicates = 999;

std::vector<Param> hotspots_params() {
    std::vector<Param> params = {
        layer_param(),
        geography_param(),
        {.name = "statistic",
         .type = ParamType::choice,
         .help = "how to test: local statistic, circular scan, or the consensus of many ways of asking",
         .default_text = "gi*",
         .choices = {"gi*", "gi", "moran", "scan", "consensus"}},
        {.name = "weights",
         .type = ParamType::text,
         .help = "who is a neighbour: queen (the default), rook, queen:2, knn:K, band:METRES",
         .value_name = "KIND"},
        {.name = "permutations",
         .type = ParamType::integer,
         .help = "chance maps to compare with: 9,999, for a scan 999; 0 takes p from formulas",
         .min = 0,
         .max = analysis::most_permutations,
         .value_name = "N"},
        {.name = "seed",
         .type = ParamType::integer,
         .help = "start of the random numbers; the same seed gives the same bytes",
         .default_text = std::to_string(analysis::default_seed),
         .min = 0,
         .max = 2'147'483'647,
         .value_name = "S"},
        {.name = "fdr",
         .type = ParamType::number,
         .help = "false-discovery rate; for a scan the largest p of a cluster",
         .default_text = "0.05",
         .min = 0.0001,
         .max = 0.5,
         .value_name = "RATE"},
        {.name = "shrink",
         .type = ParamType::choice,
         .help = "rates of small areas: global standardises them for small denominators, local draws them to their neighbours', none tests "
                 "them raw",
         .default_text = "global",
         .choices = {"none", "global", "local"}},
        {.name = "ring",
         .type = ParamType::input_file,
         .help = "workspace of a larger map with the same areas and layer: what lies around the county counts as neighbours, untested",
         .value_name = "WORKSPACE"},
    };
    for (Param& param : result_output_params(false)) params.push_back(std::move(param));
    return params;
}

/// The parameters as numbers, and the layer.
struct Request {
    std::shared_ptr<const model::Workspace> workspace;
    std::shared_ptr<const model::Indicator> indicator;
    std::string statistic, shrink;
    std::optional<analysis::WeightsSpec> weights;
    std::optional<WiderMap> ring;
    std::optional<int> permutations;
    std::uint64_t seed = analysis::default_seed;
    double fdr = 0.05;
    std::string command;

    [[nodiscard]] HotSpotQuestion question() const { return {workspace, indicator, statistic, command}; }
    [[nodiscard]] bool has_rates() const { return indicator->definition->has_denominator(); }
};

Request request_from(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    Request out;
    out.workspace = workspace;
    out.statistic = params.text("statistic", "gi*"), out.shrink = params.text("shrink", "global");
    if (params.has("weights")) out.weights = analysis::weights_spec_from(params.text("weights"));
    if (const auto n = params.number("permutations")) out.permutations = static_cast<int>(*n);
    out.seed = static_cast<std::uint64_t>(params.number("seed").value_or(1));
    out.fdr = params.number("fdr").value_or(0.05);
    const auto layer = layer_from(*workspace, params.text("layer"));
    if (layer->kind == model::LayerKind::category)
        throw base::Error(layer->title + " shows kinds of area, which have no high and low values.", "Choose a layer with figures.",
                          base::ErrorKind::usage);
    LayerCache layers(workspace);
    out.indicator = layers.indicator(layer->id, geography_from(*workspace, *layer, params));
    if (params.has("ring")) out.ring = wider_map(*open_workspace(params.text("ring"), false, job), *out.indicator);
    out.command = command_line("hotspots", hotspots_params(), params, *workspace);
    return out;
}

analysis::Weights weights_of(const Request& request, const analysis::WeightsSpec& spec, base::JobContext& job) {
    const model::Geography& geography = request.ring ? *request.ring->geography : *request.indicator->geography;
    return analysis::make_weights(geography.coverage->full(), geography.label_points, spec, job);
}

analysis::HotSpotInput input_of(const model::Indicator& indicator) {
    analysis::HotSpotInput input;
    input.values = indicator.value, input.direction = indicator.definition->direction;
    if (indicator.definition->has_denominator()) input.numerators = indicator.numerator, input.denominators = indicator.denominator;
    return input;
}

analysis::HotSpotInput input_of(const Request& request) {
    analysis::HotSpotInput input = input_of(*request.indicator);
    if (!request.ring) return input;
    input.values = request.ring->value, input.context = request.ring->context;
    input.numerators = request.ring->numerator, input.denominators = request.ring->denominator;
    return input;
}

/// The indicator in the layer's earlier periods, then the latest: an area that is hot in one of them only is no robust hot spot.
using Periods = std::vector<std::shared_ptr<const model::Indicator>>;
Periods periods_of(const Request& request) {
    Periods periods;
    const model::LayerDefinition& layer = *request.indicator->definition;
    for (std::size_t back = layer.earlier.size(); back-- > 0;)
        periods.push_back(analysis::evaluate_earlier(*request.workspace, layer, back, request.indicator->geography->id));
    periods.push_back(request.indicator);
    return periods;
}

void warn(base::Diagnostics& diagnostics, std::string id, std::string message, std::string hint) {
    base::Diagnostic d;
    d.id = std::move(id), d.message = std::move(message), d.hint = std::move(hint);
    diagnostics.add(std::move(d));
}

/// Counts say where children live rather than where need is.
base::Diagnostics caveats(const Request& request) {
    base::Diagnostics out;
    if (request.indicator->definition->kind == model::LayerKind::count)
        warn(out, "counts-tested", "Counts are high where many people live, so their hot spots may only be towns.",
             "Test a rate where there is one.");
    if (request.shrink == "local" && request.has_rates())
        warn(out, "locally-shrunk",
             "Rates drawn to those of their neighbours look more alike than they are, so more areas pass than should.",
             "Read it beside the default, --shrink global.");
    return out;
}

std::shared_ptr<const model::Result> with_caveats(const std::shared_ptr<const model::Result>& result, const Request& request) {
    const base::Diagnostics more = caveats(request);
    if (more.empty()) return result;
    auto changed = std::make_shared<model::Result>(*result);
    changed->diagnostics.add_all(more);
    return changed;
}

std::shared_ptr<const model::Result> local_statistic(const Request& request, base::JobContext& job) {
    const auto weights = weights_of(request, request.weights.value_or(analysis::WeightsSpec{}), job);
    analysis::HotSpotInput input = input_of(request);
    analysis::ShrunkRates shrunk;
    if (request.shrink == "local" && request.has_rates()) {
        shrunk = analysis::shrink_locally(input.numerators, input.denominators, request.indicator->definition->per, weights.rows);
        input.values = shrunk.value;
        input.numerators = input.denominators = {};
    }
    const analysis::HotSpotOptions options{.permutations = request.permutations.value_or(analysis::default_permutations),
                                           .seed = request.seed,
                                           .fdr = request.fdr,
                                           .eb_standardise = request.shrink == "global"};
    analysis::HotSpotResult found =
        analysis::hot_spots(input, weights, *analysis::hot_spot_statistic_from(request.statistic), options, job);
    if (request.ring) found = county_part(std::move(found), *request.ring);
    if (!shrunk.value.empty()) found.method = "Rates shrunk to their neighbours' mean (Marshall 1991, local). " + found.method;
    return hot_spot_result(request.question(), found);
}

std::shared_ptr<const model::Result> scan(const Request& request, base::JobContext& job) {
    const model::Indicator& indicator = *request.indicator;
    if (!request.has_rates())
        throw base::Error(indicator.definition->title + " cannot be scanned: a scan needs cases and a population, and it has none.",
                          "Choose a proportion or a rate, or --statistic gi*.", base::ErrorKind::usage);
    if (request.ring) throw base::Error("A scan has no neighbours and no --ring.", "Leave the option out.", base::ErrorKind::usage);
    if (request.permutations == 0)
        throw base::Error("A scan has no formula for its p.", "Give --permutations, 999 or so.", base::ErrorKind::usage);
    if (request.weights)
        throw base::Error("A scan goes by distance and has no --weights.", "Leave the option out.", base::ErrorKind::usage);
    analysis::ScanOptions options;
    const bool low = indicator.definition->direction == model::Direction::low_is_worse;
    options.rates = low ? analysis::ScanRates::low : analysis::ScanRates::high;
    options.replicates = request.permutations.value_or(default_replicates);
    options.seed = request.seed, options.report_p = request.fdr;
    const auto found =
        analysis::scan_statistic(indicator.geography->label_points, indicator.numerator, indicator.denominator, options, job);
    return scan_result(request.question(), found, request.fdr);
}

/// What an earlier period says of an area whose figure is hidden or missing now is no finding about today.
analysis::ConsensusResult of_areas_with_a_number(analysis::ConsensusResult found, const model::Indicator& latest) {
    for (std::size_t area = 0; area < found.areas.size(); ++area) {
        if (latest.value[area].has_number()) continue;
        --found.verdict_counts[static_cast<std::size_t>(found.areas[area].verdict)];
        found.areas[area] = {};
        ++found.verdict_counts[static_cast<std::size_t>(found.areas[area].verdict)];
    }
    return found;
}

std::shared_ptr<const model::Result> consensus(const Request& request, base::JobContext& job) {
    if (request.weights)
        throw base::Error("A consensus asks with several kinds of neighbours and has no --weights.", "Leave the option out.",
                          base::ErrorKind::usage);
    if (request.ring)
        throw base::Error("A consensus is about the county alone and has no --ring.", "Leave the option out, or choose gi*, gi or moran.",
                          base::ErrorKind::usage);
    // One of its kinds of neighbours is the six nearest.
    const model::Geography& geography = *request.indicator->geography;
    if (geography.size() <= 6)
        throw base::Error("A consensus needs more than 6 areas; there are " + count_of_areas(geography, geography.size()) + ".",
                          "Choose smaller areas with --geography.", base::ErrorKind::usage);
    std::vector<analysis::Weights> weights;
    for (const analysis::WeightsSpec& spec : analysis::default_consensus_weights()) weights.push_back(weights_of(request, spec, job));
    const Periods periods = periods_of(request);
    std::vector<analysis::ConsensusMeasure> measures;
    for (const auto& indicator : periods) measures.push_back({indicator->definition->period, input_of(*indicator)});
    const analysis::ConsensusOptions options{
        .fdr = request.fdr, .permutations = request.permutations.value_or(analysis::default_permutations), .seed = request.seed};
    return consensus_result(request.question(),
                            of_areas_with_a_number(analysis::hot_spot_consensus(measures, weights, options, job), *request.indicator));
}

Outcome run_hotspots(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const std::string file = params.text("output");
    check_result_file(file);
    const Request request = request_from(workspace, params, job);
    job.progress(0, "finding neighbours");
    const auto result = request.statistic == "scan"        ? scan(request, job)
                        : request.statistic == "consensus" ? consensus(request, job)
                                                           : local_statistic(request, job);
    return write_result(workspace, with_caveats(result, request), file, sheet_options_from(params), job);
}

}  // namespace

Operation hotspots_operation() {
    return {.id = "hotspots",
            .title = "Find hot spots",
            .help =
                "Finds where need lies closer together than chance allows: hot and cold spots, clusters and outliers, circles, or how "
                "robust hot spots are.",
            .params = hotspots_params(),
            .examples = {"needsmap hotspots child-poverty -o hot.csv", "needsmap hotspots child-poverty --statistic moran -o clusters.pdf",
                         "needsmap hotspots child-poverty --geography small-area --statistic scan -o scan.png"},
            .needs_drawing = true,
            .run = run_hotspots};
}

}  // namespace needsmap::app
