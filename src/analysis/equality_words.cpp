// The paragraph of an equality table.
#include <algorithm>
#include <cmath>
#include <string_view>

#include "analysis/access_result.hpp"
#include "analysis/equality.hpp"
#include "analysis/equality_counts.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::analysis {

namespace {

class Telling {
public:
    Telling(const std::vector<EqualityRow>& rows, const model::Demand& demand, const EqualityQuestion& question, bool has_two_plans)
        : m_rows(rows),
          m_question(question),
          m_told(told_equality(rows, question, has_two_plans)),
          m_who(demand.unit.empty() ? "the weight" : demand.unit),
          m_bare(demand.unit.empty()) {
        if (question.unit == model::CostUnit::metres) m_scale = 0.001, m_word = "km";
    }

    [[nodiscard]] std::string one_plan(const MeasuredPlan& plan) const {
        const AccessSummary& all = m_rows.front().after;
        std::string text = plan.title + ", " + std::string(mode_words(m_question.mode)) + ": " +
                           persons(all.reached, all, m_told.reached.front()) + " have a " + m_question.site_singular + " within " +
                           cost(m_question.options.within, 0);
        if (all.mean.has_number()) text += ", and the mean is " + cost(all.mean.number, 1);
        text += ". " + far_sentence(nullptr, all) + contrast_now();
        return std::string(base::trim(text));
    }

    [[nodiscard]] std::string two_plans(const MeasuredPlan& before, const MeasuredPlan& after) const {
        const EqualityRow& all = m_rows.front();
        std::string text = headline();
        const bool has_headline = !text.empty();
        if (has_headline) text += " ";
        text += "From “" + before.title + "” to “" + after.title + "”, " + std::string(mode_words(m_question.mode)) + ": " +
                persons(all.gain, all.after, m_told.gain.front()) + " get nearer to a " + m_question.site_singular + " and " +
                persons(all.lose, all.after, m_told.lose.front()) + " farther from it. ";
        if (all.before.mean.has_number() && all.after.mean.has_number())
            text += "For those who can get there under both, the mean goes from " + number(all.before.mean.number) + " to " +
                    cost(all.after.mean.number, 1) + ". ";
        if (!has_headline) text += far_sentence(&all.before, all.after);
        text += deprivation_change() + extreme("rural-urban") + extreme("locality");
        return std::string(base::trim(text));
    }

    /// What is done, what it does to those far away, and where they live.
    [[nodiscard]] std::string headline() const {
        if (!m_question.sizes || m_question.options.beyond.empty()) return {};
        const EqualityRow& all = m_rows.front();
        const std::size_t b = middle_bound();
        const double before = all.before.beyond[b], after = all.after.beyond[b];
        const std::string far = m_bare ? " of the weight" : " " + m_who,
                          where = " beyond " + cost(m_question.options.beyond[b], 0) + " " + std::string(mode_words(m_question.mode));
        if (!m_told.beyond[b].front()) return deed() + " leaves " + untold_change(before, after) + " " + m_who + where + ".";
        if (same_count(before, after)) return deed() + " leaves as many" + far + where + " as before" + in_brackets(before) + ".";
        return deed() + " leaves " + amount(std::abs(after - before)) + (after > before ? " more" : " fewer") + far + where +
               in_both_brackets(before, after) + home_of_change(b) + ".";
    }

private:
    [[nodiscard]] std::string deed() const {
        const PlanSizes& n = *m_question.sizes;
        const auto sites = [&](std::size_t count) {
            return base::format_count(static_cast<std::int64_t>(count)) + " " +
                   (count == 1 ? m_question.site_singular : m_question.site_plural);
        };
        const auto of = [](std::size_t part, std::size_t whole) {
            return part == whole && part > 1 ? "all " + base::format_count(static_cast<std::int64_t>(whole))
                                             : base::format_count(static_cast<std::int64_t>(part)) + " of " +
                                                   base::format_count(static_cast<std::int64_t>(whole));
        };
        if (n.opened == 0 && n.closed == 0) return "Keeping the same " + sites(n.after);
        if (n.opened == 0) return "Closing " + of(n.closed, n.before) + " " + m_question.site_plural;
        if (n.closed == 0) return "Opening " + sites(n.opened) + " on top of " + base::format_count(static_cast<std::int64_t>(n.before));
        return "Closing " + of(n.closed, n.before) + " " + m_question.site_plural + " and opening " +
               base::format_count(static_cast<std::int64_t>(n.opened)) + " elsewhere";
    }

    /// A count in words, or a share of a bare weight.
    [[nodiscard]] std::string amount(double weight) const { return m_bare ? share(weight) : base::format_number(weight, 0); }
    /// Where the counts before and after would tell of a few people.
    [[nodiscard]] std::string untold_change(double before, double after) const {
        if (same_count(before, after))
            return after < m_question.suppress_below ? "as before fewer than " + base::format_number(m_question.suppress_below, 0)
                                                     : "the same number of";
        if (std::abs(after - before) < m_question.suppress_below) return std::string("a few ") + (after > before ? "more" : "fewer");
        return after > before ? "more" : "fewer";
    }
    [[nodiscard]] std::string share(double weight) const {
        const double all = m_rows.front().after.weight;
        return base::format_number(all > 0 ? weight / all * 100 : 0, 1) + " %";
    }
    [[nodiscard]] bool same_count(double before, double after) const {
        return m_bare ? share(before) == share(after) : std::round(before) == std::round(after);
    }
    [[nodiscard]] std::string in_brackets(double count) const { return " (" + amount(count) + ")"; }
    [[nodiscard]] std::string in_both_brackets(double before, double after) const {
        return " (" + amount(before) + " before, " + amount(after) + " after)";
    }

    /// Where most of those live whom a plan puts beyond the bound or brings within it. Only where sites are but closed or but opened is the
    /// change of a class a number of people, and not a balance of some who lose and others who gain.
    [[nodiscard]] std::string home_of_change(std::size_t bound) const {
        if (m_question.sizes->opened > 0 && m_question.sizes->closed > 0) return {};
        const EqualityRow* most = nullptr;
        const AccessSummary &before = m_rows.front().before, &after = m_rows.front().after;
        const double total = std::abs(after.beyond[bound] - before.beyond[bound]);
        double largest = 0;
        for (const EqualityRow& row : m_rows) {
            if (row.dimension != "rural-urban") continue;
            const double change = std::abs(row.after.beyond[bound] - row.before.beyond[bound]);
            if (change > largest) largest = change, most = &row;
        }
        if (most == nullptr || is_small(largest) || is_small(total - largest)) return {};
        const int tenths = static_cast<int>(std::lround(largest / total * 10));
        if (tenths == 5) return "; half of them live in areas classed as " + base::lower_first(most->group);
        return "; " + (tenths == 10 ? std::string("more than 9") : std::to_string(tenths)) + " in 10 of them live in areas classed as " +
               base::lower_first(most->group);
    }

    [[nodiscard]] std::size_t middle_bound() const { return m_question.options.beyond.size() / 2; }
    [[nodiscard]] std::string number(double value) const { return base::format_number(value * m_scale, 1); }
    [[nodiscard]] std::string cost(double value, int decimals) const {
        return base::format_number(value * m_scale, decimals) + " " + m_word;
    }
    /// "1,234 of 36,400 children (3.4 %)"; small counts as "fewer than 5".
    [[nodiscard]] std::string persons(double weight, const AccessSummary& all, bool may_tell) const {
        const std::string share = all.weight > 0 ? base::format_number(weight / all.weight * 100, 1) + " %" : "0 %";
        if (!(weight > 0)) return m_bare ? "none of the weight" : "no " + m_who;
        if (may_tell && m_told.all.front())
            return m_bare ? share + " of the weight"
                          : base::format_number(weight, 0) + " of " + base::format_number(all.weight, 0) + " " + m_who + " (" + share + ")";
        if (weight < m_question.suppress_below) return "fewer than " + base::format_number(m_question.suppress_below, 0) + " " + m_who;
        return (all.weight - weight < m_question.suppress_below ? "all but a few " : "some ") + m_who;
    }

    /// The middle bound of those asked for: 30 of 15, 30 and 45.
    [[nodiscard]] std::string far_sentence(const AccessSummary* before, const AccessSummary& after) const {
        if (m_question.options.beyond.empty()) return {};
        const std::size_t b = middle_bound();
        const std::string who = base::capitalised(m_who) + " beyond " + cost(m_question.options.beyond[b], 0) + " or without service: ";
        const bool may_tell = m_told.beyond[b].front();
        if (before == nullptr) return who + persons(after.beyond[b], after, may_tell) + ". ";
        return who + persons(before->beyond[b], *before, may_tell) + " before and " + persons(after.beyond[b], after, may_tell) +
               " after. ";
    }

    [[nodiscard]] std::vector<const EqualityRow*> rows_of(std::string_view dimension) const {
        std::vector<const EqualityRow*> out;
        for (const EqualityRow& row : m_rows)
            if (row.dimension == dimension && row.before.mean.has_number() && row.after.mean.has_number() && !is_small(row.after.weight))
                out.push_back(&row);
        return out;
    }
    [[nodiscard]] bool is_small(double weight) const { return weight < std::max(m_question.suppress_below, 1e-9); }

    static double change_of(const EqualityRow& row) { return row.after.mean.number - row.before.mean.number; }

    [[nodiscard]] std::string moved(const EqualityRow& row) const {
        return "from " + number(row.before.mean.number) + " to " + cost(row.after.mean.number, 1);
    }

    [[nodiscard]] std::string deprivation_change() const {
        const auto rows = rows_of("deprivation");
        if (rows.size() < 2) return {};
        const double most = change_of(*rows.front()), least = change_of(*rows.back());
        return "In the " + rows.front()->group + " the mean goes " + moved(*rows.front()) + ", in the " + rows.back()->group + " " +
               moved(*rows.back()) + ": " + verdict(most, least) + ". ";
    }
    /// Which end comes off better; `most` and `least` are changes of the most and the least deprived.
    [[nodiscard]] std::string verdict(double most, double least) const {
        if (std::abs(most - least) <= small_difference()) return "the two ends change about alike";
        const bool most_is_worse_off = most > least;
        if (most <= 0 && least <= 0) return most_is_worse_off ? "the least deprived gain more" : "the most deprived gain more";
        if (most >= 0 && least >= 0) return most_is_worse_off ? "the most deprived lose more" : "the least deprived lose more";
        return most_is_worse_off ? "the most deprived lose and the least deprived gain"
                                 : "the least deprived lose and the most deprived gain";
    }
    /// Half a minute or 50 metres: less is not worth a word.
    [[nodiscard]] double small_difference() const {
        return (m_question.unit == model::CostUnit::minutes ? least_change_minutes : least_change_metres) / 2;
    }

    /// Who of a dimension changes most in each direction.
    [[nodiscard]] std::string extreme(std::string_view dimension) const {
        const auto rows = rows_of(dimension);
        if (rows.size() < 2) return {};
        const auto [best, worst] = std::ranges::minmax_element(rows, {}, [](const EqualityRow* r) { return change_of(*r); });
        const auto tell = [&](const EqualityRow& row, std::string_view word) {
            return row.group + " " + std::string(word) + " most (" + moved(row) + ")";
        };
        const bool loses = change_of(**worst) > small_difference(), gains = change_of(**best) < -small_difference();
        const std::string among = dimension == "rural-urban" ? "Among rural-urban classes " : "Among localities ";
        if (loses && gains) return among + tell(**worst, "loses") + " and " + tell(**best, "gains") + ". ";
        if (loses) return among + tell(**worst, "loses") + ". ";
        if (gains) return among + tell(**best, "gains") + ". ";
        return {};
    }

    /// With one plan: the two ends of deprivation side by side, and the farthest class.
    [[nodiscard]] std::string contrast_now() const {
        std::string text;
        if (const auto rows = rows_of("deprivation"); rows.size() >= 2)
            text += "The " + rows.front()->group + " has " + cost(rows.front()->after.mean.number, 1) + " to go on average, the " +
                    rows.back()->group + " " + cost(rows.back()->after.mean.number, 1) + ". ";
        if (const auto rows = rows_of("rural-urban"); rows.size() >= 2) {
            const auto [near, far] = std::ranges::minmax_element(rows, {}, [](const EqualityRow* r) { return r->after.mean.number; });
            text += (*far)->group + " has the longest way (" + cost((*far)->after.mean.number, 1) + "), " + (*near)->group +
                    " the shortest (" + cost((*near)->after.mean.number, 1) + "). ";
        }
        return text;
    }

    const std::vector<EqualityRow>& m_rows;
    const EqualityQuestion& m_question;
    ToldEquality m_told;
    std::string m_who;
    bool m_bare;
    double m_scale = 1;
    std::string m_word = "minutes";
};

}  // namespace

std::string equality_headline(const std::vector<EqualityRow>& rows, const model::Demand& demand, const EqualityQuestion& question) {
    return Telling(rows, demand, question, true).headline();
}

std::string equality_paragraph(const std::vector<EqualityRow>& rows, const model::Demand& demand, const MeasuredPlan* before,
                               const MeasuredPlan& after, const EqualityQuestion& question) {
    const Telling telling(rows, demand, question, before != nullptr);
    return before == nullptr ? telling.one_plan(after) : telling.two_plans(*before, after);
}

}  // namespace needsmap::analysis
