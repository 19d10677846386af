#include "io/code_join.hpp"

#include <algorithm>
#include <set>

#include "base/format.hpp"
#include "base/text.hpp"
#include "io/code_vintage.hpp"
#include "io/wording.hpp"

namespace needsmap::io {

using base::Severity;
using geo::AreaIndex;
using geo::no_area;

namespace {

/// A national table against a county has far more rows than the county has areas; below this, extra rows are more likely slips.
constexpr std::size_t fewest_rows_of_a_larger_extract = 20;

std::string in_quotes(std::string_view text) {
    constexpr std::size_t longest = 40;
    return "\"" + std::string(text.substr(0, longest)) + (text.size() > longest ? "…" : "") + "\"";
}

class Joiner {
public:
    Joiner(const RawTable& table, std::size_t column, const JoinTarget& target, const JoinOptions& options, base::Diagnostics& diagnostics)
        : m_table(&table), m_column(column), m_target(&target), m_options(&options), m_diagnostics(&diagnostics) {
        for (std::size_t a = 0; a < target.keys->size(); ++a) {
            const auto [it, is_new] = m_area_of_key.emplace((*target.keys)[a], static_cast<AreaIndex>(a));
            if (!is_new) m_ambiguous.insert((*target.keys)[a]);
        }
        for (const std::string& key : *target.keys) m_kinds.insert(code_kind(key));
    }

    JoinResult run() {
        m_result.area_of_row.assign(m_table->row_count(), no_area);
        m_result.row_of_area.assign(m_target->keys->size(), -1);
        for (std::size_t row = 0; row < m_table->row_count(); ++row)
            if (is_selected(row)) place(row);
        report();
        return std::move(m_result);
    }

private:
    [[nodiscard]] bool is_selected(std::size_t row) const {
        return std::ranges::all_of(m_options->where,
                                   [&](const auto& condition) { return m_table->text(row, condition.first) == condition.second; });
    }

    void place(std::size_t row) {
        const std::string_view key = m_table->text(row, m_column);
        const auto it = m_area_of_key.find(key);
        if (it != m_area_of_key.end() && !m_ambiguous.contains(key)) return ++m_rows, take(row, it->second);
        const std::size_t width = filled(row);
        if (width == 0) return;
        ++m_rows;
        if (width == 1 && !key.empty() && m_table->columns.size() > 1) return remember(m_text_rows, row);
        if (key.empty()) return remember(m_without_code, row);
        const std::string_view kind = code_kind(key);
        if (!kind.empty() && !m_kinds.contains(kind) && !m_kinds.contains(std::string_view())) return remember(m_other_kind, row);
        if (m_options->by_name && is_total_word(key)) return remember(m_totals, row);
        remember(m_unmatched, row);
    }

    void take(std::size_t row, AreaIndex area) {
        std::int64_t& first = m_result.row_of_area[static_cast<std::size_t>(area)];
        if (first < 0) {
            first = static_cast<std::int64_t>(row);
            m_result.area_of_row[row] = area;
            ++m_result.matched;
        } else {
            remember(same_row(static_cast<std::size_t>(first), row) ? m_copies : m_conflicts, row);
        }
    }

    [[nodiscard]] bool same_row(std::size_t a, std::size_t b) const {
        const auto agree = [&](std::size_t c) { return m_table->text(a, c) == m_table->text(b, c); };
        if (!m_options->compare.empty()) return std::ranges::all_of(m_options->compare, agree);
        for (std::size_t c = 0; c < m_table->columns.size(); ++c)
            if (!agree(c)) return false;
        return true;
    }
    [[nodiscard]] std::size_t filled(std::size_t row) const {
        std::size_t count = 0;
        for (std::size_t c = 0; c < m_table->columns.size(); ++c) count += m_table->text(row, c).empty() ? 0 : 1;
        return count;
    }
    static bool is_total_word(std::string_view text) {
        const std::string folded = base::fold(text);
        return folded == "total" || folded == "unknown" || folded == "all" || folded.ends_with(" total") || folded.starts_with("total ");
    }
    static void remember(std::vector<std::size_t>& rows, std::size_t row) { rows.push_back(row); }

    [[nodiscard]] std::vector<std::string> keys_of(const std::vector<std::size_t>& rows) const {
        std::vector<std::string> keys;
        for (const std::size_t row : rows) keys.emplace_back(m_table->text(row, m_column).substr(0, 60));
        return keys;
    }
    [[nodiscard]] std::string first_words(std::size_t row) const {
        for (std::size_t c = 0; c < m_table->columns.size(); ++c)
            if (!m_table->text(row, c).empty()) return in_quotes(m_table->text(row, c));
        return "empty";
    }
    [[nodiscard]] std::string row_word() const { return m_table->rows_are_lines ? "line" : "row"; }
    [[nodiscard]] std::string key_word() const { return m_options->by_name ? "name" : "code"; }

    void add(Severity severity, std::string id, std::size_t row, std::string subject, std::string message, std::string hint = {}) {
        const int line = row < m_table->row_count() ? m_table->line(row) : 0;
        m_diagnostics->add({severity, std::move(id), m_table->file, line, 0, std::move(subject), std::move(message), std::move(hint)});
    }

    void report() {
        if (m_rows == 0) return report_no_rows();
        if (m_result.matched == 0) return report_no_match();
        report_unmatched();
        report_missing();
        report_conflicts();
        report_left_out();
    }

    void report_no_rows() {
        const bool filtered = m_table->row_count() > 0;
        add(Severity::error, "no-rows", m_table->row_count(), {},
            filtered ? "No row has the text that \"where\" asks for." : "The file has column names but no rows to load.");
    }

    void report_no_match() {
        std::vector<std::size_t> rows = m_unmatched;
        rows.insert(rows.end(), m_other_kind.begin(), m_other_kind.end());
        std::vector<std::string_view> keys;
        for (const std::size_t row : rows) keys.push_back(m_table->text(row, m_column));
        const std::string kind = m_options->by_name ? std::string() : describe_codes(keys);
        add(Severity::error, "no-match", rows.empty() ? m_table->row_count() : rows.front(), m_table->columns[m_column],
            "None of the " + base::format_count(static_cast<std::int64_t>(m_rows)) + " rows has the " + key_word() + " of a " +
                m_target->one + "; column " + in_quotes(m_table->columns[m_column]) + " holds " +
                (rows.empty() ? "nothing" : list_some(keys_of(rows), 3)) + (kind.empty() ? "" : ", which look like " + kind) + ".",
            m_target->keys->empty() ? ""
                                    : "The " + key_word() + "s of the " + m_target->many + " look like " + m_target->keys->front() + ".");
    }

    /// Every area has its row and the table simply covers more of the country.
    [[nodiscard]] bool is_larger_extract() const {
        return m_result.matched == m_target->keys->size() &&
               m_unmatched.size() >= std::max(m_target->keys->size(), fewest_rows_of_a_larger_extract);
    }

    void report_unmatched() {
        if (m_unmatched.empty()) return;
        if (m_options->rows_may_be_extra || is_larger_extract()) {
            add(Severity::note, "rows-outside", m_table->row_count(), {},
                base::format_count(static_cast<std::int64_t>(m_unmatched.size())) + " rows are about other areas and were left out.");
            return;
        }
        std::vector<std::string_view> keys;
        for (const std::size_t row : m_unmatched) keys.push_back(m_table->text(row, m_column));
        const std::string kind = m_options->by_name ? std::string() : describe_codes(keys);
        const std::size_t good = m_result.matched;
        add(Severity::error, "code-without-area", m_unmatched.front(), std::string(keys.front()),
            base::format_count(static_cast<std::int64_t>(good)) + " of " +
                count_of(good + m_unmatched.size(), "row matches", "rows match") + "; " +
                count_of(m_unmatched.size(), key_word() + " is", key_word() + "s are") + " not in the " + m_target->many + " (" +
                list_some(keys_of(m_unmatched)) + ")" +
                (kind.empty()              ? ""
                 : m_unmatched.size() == 1 ? " and looks like one of the " + kind
                                           : " and look like " + kind) +
                ".",
            kind.empty() ? "Check the spelling, or use boundaries and figures of the same year."
                         : "Use boundaries and figures of the same edition, or convert them with a lookup.");
    }

    void report_missing() {
        if (m_result.matched == m_target->keys->size()) return;
        std::vector<std::string> missing;
        for (std::size_t a = 0; a < m_target->keys->size(); ++a)
            if (m_result.row_of_area[a] < 0) missing.push_back((*m_target->keys)[a]);
        add(m_options->partial ? Severity::note : Severity::error, "area-without-row", m_table->row_count(), missing.front(),
            count_of(missing.size(), m_target->one + " has", m_target->many + " have") + " no row (" + list_some(missing) + "); " +
                (missing.size() == 1 ? "it is" : "they are") + " " + m_options->consequence + ".",
            m_options->partial || m_options->rows_may_be_extra ? "" : "Write partial = true in the workspace if that is meant to be so.");
    }

    void report_conflicts() {
        std::set<std::string> reported;
        for (const std::size_t row : m_conflicts) {
            const std::string key(m_table->text(row, m_column));
            if (!reported.insert(key).second) continue;
            const auto first = static_cast<std::size_t>(m_result.row_of_area[static_cast<std::size_t>(m_area_of_key.find(key)->second)]);
            add(Severity::error, "duplicate-code", row, key,
                "The " + key_word() + " " + key + " is in several rows that differ; " + row_word() + " " +
                    std::to_string(m_table->line(first)) + " is used.",
                "Keep one row per " + m_target->one + ", or choose among them with \"where\".");
        }
        for (const std::string& key : m_ambiguous)
            if (m_options->by_name)
                add(Severity::error, "ambiguous-name", m_table->row_count(), key,
                    "Several " + m_target->many + " are called " + key + ", so the name does not say which is meant.", "Join by code.");
        if (m_copies.empty()) return;
        add(Severity::note, "identical-rows", m_copies.front(), std::string(m_table->text(m_copies.front(), m_column)),
            count_of(m_copies.size(), "row repeats", "rows repeat") + " an earlier one word for word and " +
                (m_copies.size() == 1 ? "was" : "were") + " left out.");
    }

    void report_left_out() {
        const auto note = [&](const std::vector<std::size_t>& rows, std::string id, const std::string& what) {
            if (rows.empty()) return;
            add(Severity::note, std::move(id), rows.front(), {},
                count_of(rows.size(), "row", "rows") + " " + what + ", the first " + first_words(rows.front()) + ".");
        };
        note(m_text_rows, "text-rows", "without figures left out (titles, footnotes)");
        note(m_totals, "total-rows", "for totals and unknowns left out");
        std::vector<std::size_t> totals, unnamed;
        for (const std::size_t row : m_without_code) (row_is_total(row) ? totals : unnamed).push_back(row);
        note(totals, "total-rows", "for totals left out");
        if (!unnamed.empty())
            add(Severity::error, "row-without-code", unnamed.front(), {},
                count_of(unnamed.size(), "row has", "rows have") + " figures but no " + key_word() + " and " +
                    (unnamed.size() == 1 ? "was" : "were") + " left out.",
                "Fill in the " + key_word() + "s.");
        if (!m_other_kind.empty()) {
            const std::vector<std::string> keys = keys_of(m_other_kind);
            add(Severity::note, "other-areas", m_other_kind.front(), keys.front(),
                count_of(keys.size(), "row is", "rows are") + " about another kind of area (" + list_some(keys, 3) + ") and " +
                    (keys.size() == 1 ? "was" : "were") + " left out.");
        }
    }
    [[nodiscard]] bool row_is_total(std::size_t row) const {
        for (std::size_t c = 0; c < m_table->columns.size(); ++c)
            if (is_total_word(m_table->text(row, c))) return true;
        return false;
    }

    const RawTable* m_table;
    std::size_t m_column;
    const JoinTarget* m_target;
    const JoinOptions* m_options;
    base::Diagnostics* m_diagnostics;
    std::unordered_map<std::string_view, AreaIndex> m_area_of_key;
    std::set<std::string, std::less<>> m_ambiguous;
    std::set<std::string_view> m_kinds;  ///< of the areas' codes; holds "" when some are of no known kind
    JoinResult m_result;
    std::size_t m_rows = 0;
    std::vector<std::size_t> m_unmatched, m_other_kind, m_without_code, m_text_rows, m_totals, m_copies, m_conflicts;
};

}  // namespace

JoinResult join_rows(const RawTable& table, std::size_t column, const JoinTarget& target, const JoinOptions& options,
                     base::Diagnostics& diagnostics) {
    return Joiner(table, column, target, options, diagnostics).run();
}

}  // namespace needsmap::io
