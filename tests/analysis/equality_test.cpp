#include "analysis/equality.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "analysis/cells.hpp"
#include "base/error.hpp"
#include "support/tiny_workspace.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using model::unreachable;

namespace {

/// Five wards of 100 children each, one point to a ward, in two districts; ward 4 is the poorest.
struct County {
    std::shared_ptr<model::Workspace> workspace = tiny::workspace(5, 1);
    model::Demand demand;
    EqualityQuestion question;

    County() {
        demand.geography = workspace->geographies.front();
        demand.title = "Children", demand.unit = "children";
        for (int a = 0; a < 5; ++a) demand.points.push_back({{}, a, 100});
        auto deprivation = std::make_shared<model::Indicator>();
        auto layer = std::make_shared<model::LayerDefinition>();
        layer->title = "Deprivation", layer->kind = model::LayerKind::score;
        deprivation->definition = layer, deprivation->value = cells("1 2 3 4 5");
        question.id = "compare", question.site_singular = "centre", question.mode = model::TravelMode::bus;
        question.deprivation = deprivation;
        question.classes = {"Urban", "Urban", "Village", "Village", ""};
        question.locality = workspace->geographies[1];
    }

    MeasuredPlan plan(const std::string& title, std::vector<double> minutes) const {
        base::QuietJob job;
        const model::TravelCosts costs{.unit = model::CostUnit::minutes, .demand_count = 5, .site_count = 1, .costs = std::move(minutes)};
        return {title, measure_access(demand, costs, question.options, job)};
    }
};

const EqualityRow& row(const std::vector<EqualityRow>& rows, std::string_view group) {
    const auto at = std::ranges::find(rows, group, &EqualityRow::group);
    REQUIRE(at != rows.end());
    return *at;
}

std::string cell(const model::Result& result, std::string_view column, std::string_view group) {
    const auto& groups = result.table.find("group")->texts;
    const auto at = std::ranges::find(groups, group);
    REQUIRE(at != groups.end());
    REQUIRE(result.table.find(column) != nullptr);
    return model::cell_text(*result.table.find(column), static_cast<std::size_t>(at - groups.begin()));
}

}  // namespace

TEST_CASE("gain and loss are counted in persons, a minute either way is no change") {
    const County county;
    const MeasuredPlan before = county.plan("Before", {10, 10, 10, 10, unreachable});
    const MeasuredPlan after = county.plan("After", {9, 5, 40, unreachable, 20});
    const auto rows = equality_rows(county.demand, &before, after, county.question);
    CHECK(rows.front().gain == 200);  // wards 1 and 4; ward 0 is nearer by just a minute
    CHECK(rows.front().lose == 200);  // wards 2 and 3, which has lost its only way there
    CHECK(row(rows, "Urban").gain == 100);
    CHECK(row(rows, "Village").lose == 200);
    CHECK(row(rows, "Village").before.mean.number == 10);
    CHECK(row(rows, "Village").after.mean.number == 40);
    CHECK(row(rows, "Village").after.no_service == 100);
    // Fifths of 500 children: one ward each, the poorest first.
    CHECK(row(rows, "most deprived fifth").gain == 100);
    CHECK_FALSE(row(rows, "most deprived fifth").after.mean.has_number());  // nobody there had a way before
    CHECK(row(rows, "least deprived fifth").after.mean.number == 9);
    // Three western wards of five and two eastern ones.
    CHECK(row(rows, "West").after.weight == 300);
    CHECK(row(rows, "East").lose == 100);
    CHECK(rows.size() == 1 + 5 + 2 + 2);
}

TEST_CASE("the table has both plans and the change from one to the other") {
    const County county;
    const MeasuredPlan before = county.plan("Before", {10, 10, 10, 10, unreachable});
    const MeasuredPlan after = county.plan("After", {9, 5, 40, unreachable, 20});
    const auto result = equality_result(county.demand, &before, after, county.question);
    CHECK(cell(*result, "minutes_a", "everybody") == "10");
    CHECK(cell(*result, "minutes_b", "everybody") == "18");  // (9 + 5 + 40) / 3: those who can get there under both
    CHECK(cell(*result, "beyond_30_a", "everybody") == "100");
    CHECK(cell(*result, "beyond_30_b", "everybody") == "200");
    CHECK(cell(*result, "reached_b", "Urban") == "200");
    CHECK(cell(*result, "gain", "West") == "100");
    CHECK(cell(*result, "minutes_change", "everybody") == "8");
    CHECK(cell(*result, "beyond_30_change", "everybody") == "100");
    CHECK(cell(*result, "beyond_30_change", "Urban") == "0");
    CHECK(
        result->finding.starts_with("From “Before” to “After”, by bus: 200 of 500 children (40.0 %) get nearer to a centre and 200 of 500 "
                                    "children (40.0 %) farther from it. For "
                                    "those who can get there under both, the mean goes from 10.0 to 18.0 minutes. Children beyond 30 "
                                    "minutes or without service: 100 of 500 "
                                    "children (20.0 %) before and 200 of 500 "
                                    "children (40.0 %) after. "));
    CHECK(result->finding.find("Among rural-urban classes Village loses most (from 10.0 to 40.0 minutes) and Urban gains most") !=
          std::string::npos);
}

TEST_CASE("the paragraph says which end of deprivation gains or loses more") {
    const County county;
    const MeasuredPlan before = county.plan("Before", {20, 20, 20, 20, 20});
    const auto told = [&](double least_deprived, double most_deprived) {
        const MeasuredPlan after = county.plan("After", {least_deprived, 20, 20, 20, most_deprived});
        return equality_result(county.demand, &before, after, county.question)->finding;
    };
    const auto says = [](const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; };
    CHECK(says(told(10, 15), "the least deprived gain more."));
    CHECK(says(told(15, 10), "the most deprived gain more."));
    CHECK(says(told(25, 30), "the most deprived lose more."));
    CHECK(says(told(30, 25), "the least deprived lose more."));
    CHECK(says(told(10, 30), "the most deprived lose and the least deprived gain."));
    CHECK(says(told(25, 25), "the two ends change about alike."));
    CHECK(says(told(15, 15), "and no children farther from it."));
}

TEST_CASE("one plan alone has one set of columns and nobody gains or loses") {
    const County county;
    const MeasuredPlan plan = county.plan("Now", {10, 20, 30, 40, 50});
    const auto result = equality_result(county.demand, nullptr, plan, county.question);
    CHECK(result->table.find("minutes_a") == nullptr);
    CHECK(result->table.find("gain") == nullptr);
    CHECK(result->table.find("minutes_change") == nullptr);
    CHECK(cell(*result, "minutes", "everybody") == "30");
    CHECK(result->finding ==
          "Now, by bus: 100 of 500 children (20.0 %) have a centre within 15 minutes, and the mean is 30.0 minutes. Children beyond 30 "
          "minutes or "
          "without service: 200 of 500 children (40.0 %). The most deprived fifth has 50.0 minutes to go on average, the least deprived "
          "fifth 10.0 "
          "minutes. Village has the longest way (35.0 minutes), Urban the shortest (15.0 minutes).");
}

TEST_CASE("the headline says what is done, to how many, and where most of them live") {
    County county;
    const MeasuredPlan before = county.plan("Before", {10, 10, 10, 10, 10});
    const MeasuredPlan after = county.plan("After", {10, 40, 40, 40, unreachable});
    county.question.site_plural = "centres";
    const auto headline = [&](const MeasuredPlan& from, const MeasuredPlan& to, PlanSizes sizes) {
        county.question.sizes = sizes;
        return equality_headline(equality_rows(county.demand, &from, to, county.question), county.demand, county.question);
    };
    // Of the 400 whom the plan puts beyond, 100 are urban, 200 live in villages and 100 in ward 4, which has no class.
    CHECK(headline(before, after, {.before = 45, .after = 8, .opened = 0, .closed = 37}) ==
          "Closing 37 of 45 centres leaves 400 more children beyond 30 minutes by bus (0 before, 400 after); half of them live in areas "
          "classed as village.");
    CHECK(headline(after, before, {.before = 1, .after = 2, .opened = 1, .closed = 0}) ==
          "Opening 1 centre on top of 1 leaves 400 fewer children beyond 30 minutes by bus (400 before, 0 after); half of them "
          "live in areas classed as village.");
    // Who gains and who loses would be mixed in a balance.
    CHECK(headline(before, after, {.before = 8, .after = 8, .opened = 2, .closed = 2}) ==
          "Closing 2 of 8 centres and opening 2 elsewhere leaves 400 more children beyond 30 minutes by bus (0 before, 400 after).");
    CHECK(headline(before, before, {.before = 8, .after = 8, .opened = 0, .closed = 0}) ==
          "Keeping the same 8 centres leaves as many children beyond 30 minutes by bus as before (0).");
    county.question.suppress_below = 201;  // the two hundred of the villages are too few to be told
    CHECK(headline(before, after, {.before = 2, .after = 1, .opened = 0, .closed = 1}).find("live in areas") == std::string::npos);
    county.question.sizes.reset();
    CHECK(equality_headline(equality_rows(county.demand, &before, after, county.question), county.demand, county.question).empty());
}

TEST_CASE("small counts are withheld, and so is the next one that would give them away") {
    County county;
    county.demand.points[0].weight = 3;  // of the urban class 3 and 100
    county.question.suppress_below = 5;
    county.question.deprivation = nullptr, county.question.locality = nullptr;
    county.question.classes = {"Town", "Urban", "Village", "Village", "Village"};
    const auto result = equality_result(county.demand, nullptr, county.plan("Now", {10, 20, 30, 10, 50}), county.question);
    CHECK(cell(*result, "demand", "Town").empty());
    CHECK(cell(*result, "demand", "Urban").empty());  // else the total would tell
    CHECK(cell(*result, "demand", "Village") == "300");
    CHECK(cell(*result, "minutes", "Town").empty());
    CHECK(cell(*result, "reached", "everybody") == "103");
    CHECK(cell(*result, "reached", "Town").empty());
    CHECK(cell(*result, "reached", "Village").empty());
}

TEST_CASE("nothing in the table or the paragraph tells of a few people, whatever is subtracted from what") {
    // As a reader does it: any two nested cells of a row, any cell before and after, and everybody less the groups that are shown.
    std::mt19937 random(31);
    constexpr double few = 5;
    const auto draw = [&](int end) { return static_cast<double>(random() % static_cast<unsigned>(end)); };
    int shown = 0, empty = 0;
    for (int round = 0; round < 200; ++round) {
        County county;
        county.question.suppress_below = few, county.question.sizes = PlanSizes{3, 2, 0, 1};
        for (model::DemandPoint& point : county.demand.points) point.weight = draw(3) == 0 ? draw(60) : draw(9);
        std::vector<double> before, after;
        for (int p = 0; p < 5; ++p) before.push_back(draw(55)), after.push_back(draw(4) == 0 ? unreachable : before.back() + draw(30));
        const MeasuredPlan a = county.plan("Before", before), b = county.plan("After", after);
        const auto result = equality_result(county.demand, &a, b, county.question);
        const model::ResultTable& table = result->table;
        const auto is_few = [&](double number) { return number > 0.01 && number < few; };
        const auto number = [&](const std::string& column, std::size_t r) { return table.find(column)->numbers[r]; };
        for (const std::string plan : {"_a", "_b"}) {
            const std::vector<std::string> nested = {"demand", "beyond_15" + plan, "beyond_30" + plan, "beyond_45" + plan,
                                                     "no_service" + plan};
            for (std::size_t r = 0; r < table.row_count(); ++r)
                for (std::size_t i = 0; i < nested.size(); ++i) {
                    const auto more = number(nested[i], r);
                    (more ? shown : empty) += 1;
                    if (!more) continue;
                    CHECK_FALSE(is_few(*more));
                    for (std::size_t j = i + 1; j < nested.size(); ++j)
                        if (const auto less = number(nested[j], r)) CHECK_FALSE(is_few(*more - *less));
                }
            for (std::size_t first = 1, last = 1; first < table.row_count(); first = last) {
                const auto& dimension = table.find("dimension")->texts;
                while (last < table.row_count() && dimension[last] == dimension[first]) ++last;
                for (const std::string& column : nested) {
                    if (!number(column, 0)) continue;
                    double rest = *number(column, 0);
                    for (std::size_t r = first; r < last; ++r) rest -= number(column, r).value_or(0);
                    CHECK_FALSE(is_few(rest));
                }
            }
        }
        for (std::size_t r = 0; r < table.row_count(); ++r) {
            for (const char* column : {"reached_change", "beyond_15_change", "beyond_30_change", "beyond_45_change", "no_service_change"})
                if (const auto change = number(column, r)) CHECK_FALSE(is_few(std::abs(*change)));
            const auto all = number("demand", r), gain = number("gain", r), lose = number("lose", r);
            if (gain) CHECK_FALSE(is_few(*gain));
            if (lose) CHECK_FALSE(is_few(*lose));
            if (all && gain) CHECK_FALSE(is_few(*all - *gain));
            if (all && lose) CHECK_FALSE(is_few(*all - *lose));
            if (all && gain && lose) CHECK_FALSE(is_few(*all - *gain - *lose));
        }
    }
    CHECK(shown > 2000);
    CHECK(empty > 2000);
}

TEST_CASE("a headline of few people has no numbers") {
    County county;
    county.question.suppress_below = 5, county.question.site_plural = "centres";
    county.demand.points[0].weight = 3;
    const auto headline = [&](std::vector<double> from, std::vector<double> to) {
        county.question.sizes = PlanSizes{2, 1, 0, 1};
        const MeasuredPlan before = county.plan("Before", std::move(from)), after = county.plan("After", std::move(to));
        return equality_headline(equality_rows(county.demand, &before, after, county.question), county.demand, county.question);
    };
    CHECK(headline({10, 40, 10, 10, 10}, {40, 40, 10, 10, 10}) ==
          "Closing 1 of 2 centres leaves a few more children beyond 30 minutes by bus.");
    CHECK(headline({40, 10, 10, 10, 10}, {40, 10, 10, 10, 10}) ==
          "Closing 1 of 2 centres leaves as before fewer than 5 children beyond 30 minutes by bus.");
    CHECK(headline({40, 10, 10, 10, 10}, {40, 40, 10, 10, 10}) == "Closing 1 of 2 centres leaves more children beyond 30 minutes by bus.");
}

TEST_CASE("plans and classes of another demand are refused") {
    County county;
    const MeasuredPlan plan = county.plan("Now", {1, 2, 3, 4, 5});
    county.question.classes = {"Urban"};
    CHECK_THROWS_AS((void)equality_rows(county.demand, nullptr, plan, county.question), base::Error);
    county.question.classes = {};
    county.demand.points.pop_back();
    CHECK_THROWS_AS((void)equality_rows(county.demand, nullptr, plan, county.question), base::Error);
}
