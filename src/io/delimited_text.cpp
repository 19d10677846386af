#include "io/delimited_text.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/text_encoding.hpp"

namespace needsmap::io {

namespace {

constexpr std::array delimiters = {',', ';', '\t', '|'};
constexpr std::size_t sample_lines = 60;

std::string_view delimiter_name(char delimiter) {
    switch (delimiter) {
        case ';': return "semicolons";
        case '\t': return "tabs";
        case '|': return "vertical bars";
        default: return "commas";
    }
}

/// Cuts text into cells. Quoted cells with doubled quotes are rewritten in place: they only get shorter.
class Splitter {
public:
    Splitter(std::string text, char delimiter) : m_grid(std::move(text)), m_delimiter(delimiter) {}

    TextGrid run() {
        std::string& text = m_grid.bytes();
        const std::size_t size = text.size();
        while (m_at < size) {
            const int row_line = m_line;
            if (!skip_empty_line(text)) {
                while (read_cell(text)) {
                }
                m_grid.end_row(row_line);
            }
        }
        return std::move(m_grid);
    }

private:
    bool skip_empty_line(const std::string& text) {
        if (text[m_at] != '\r' && text[m_at] != '\n') return false;
        end_line(text);
        return true;
    }
    void end_line(const std::string& text) {
        if (m_at < text.size() && text[m_at] == '\r')
            ++m_at;
        else if (m_at < text.size() && text[m_at] == '\n') {
            ++m_at, ++m_line;
            return;
        }
        if (m_at < text.size() && text[m_at] == '\n') ++m_at;
        ++m_line;
    }
    /// Returns whether the row goes on.
    bool read_cell(std::string& text) {
        std::size_t begin = m_at;
        std::size_t end = 0;
        if (m_at < text.size() && text[m_at] == '"')
            end = read_quoted(text, ++begin);
        else
            end = m_at = end_of_plain(text, m_at);
        m_grid.add_slice({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)});
        if (m_at < text.size() && text[m_at] == m_delimiter) {
            ++m_at;
            return true;
        }
        end_line(text);
        return false;
    }
    [[nodiscard]] std::size_t end_of_plain(const std::string& text, std::size_t at) const {
        const char* p = text.data() + at;
        const char* last = text.data() + text.size();
        while (p != last && *p != m_delimiter && *p != '\n' && *p != '\r') ++p;
        return static_cast<std::size_t>(p - text.data());
    }
    /// `begin` is behind the opening quote. Returns the end of the cell's text and moves m_at to what follows the cell.
    std::size_t read_quoted(std::string& text, std::size_t begin) {
        const int opened_on = m_line;
        std::size_t out = begin;
        for (std::size_t at = begin; at < text.size(); ++at) {
            const char c = text[at];
            if (c == '"' && at + 1 < text.size() && text[at + 1] == '"') {
                ++at;
            } else if (c == '"') {
                // Anything between the closing quote and the delimiter is kept: some programs write "1"2,…
                const std::size_t rest = end_of_plain(text, at + 1);
                for (std::size_t i = at + 1; i < rest; ++i) text[out++] = text[i];
                m_at = rest;
                return out;
            } else if (c == '\n' || (c == '\r' && (at + 1 >= text.size() || text[at + 1] != '\n'))) {
                ++m_line;
            }
            text[out++] = c;
        }
        throw base::Error("A quotation mark opened in line " + std::to_string(opened_on) + " is never closed.",
                          "Close it, or double it (\"\") where it belongs to the text.");
    }

    TextGrid m_grid;
    char m_delimiter;
    std::size_t m_at = 0;
    int m_line = 1;
};

/// Number of `delimiter` outside quotes in each of the first lines that are not empty.
std::vector<int> counts_by_line(std::string_view text, char delimiter) {
    std::vector<int> counts;
    bool quoted = false;
    bool empty = true;
    int count = 0;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (!quoted && (c == '\n' || c == '\r')) {
            if (!empty) counts.push_back(count);
            if (counts.size() == sample_lines) break;
            count = 0, empty = true;
            continue;
        }
        empty = false;
        if (!quoted && c == delimiter) ++count;
    }
    if (!empty) counts.push_back(count);
    return counts;
}

/// How many lines agree on the most frequent number of delimiters (not counting none), and that number.
std::pair<std::size_t, int> agreement(std::string_view text, char delimiter) {
    std::map<int, std::size_t> lines_with;
    for (const int count : counts_by_line(text, delimiter))
        if (count > 0) ++lines_with[count];
    std::pair<std::size_t, int> best{0, 0};
    for (const auto& [count, lines] : lines_with)
        if (lines >= best.first) best = {lines, count};
    return best;
}

/// All delimiters, the likeliest first.
std::vector<char> by_likelihood(std::string_view text) {
    std::vector<char> order(delimiters.begin(), delimiters.end());
    std::map<char, std::pair<std::size_t, int>> score;
    for (const char delimiter : order) score[delimiter] = agreement(text, delimiter);
    std::ranges::stable_sort(order, [&](char a, char b) { return score[a] > score[b]; });
    return order;
}

bool has_all(const RawTable& table, std::span<const std::string> wanted) {
    return std::ranges::all_of(wanted, [&](const std::string& name) { return table.find(name).has_value(); });
}

void add_note(base::Diagnostics& diagnostics, const std::string& id, const std::string& file, int line, std::string message) {
    diagnostics.add({base::Severity::note, id, file, line, 0, {}, std::move(message), {}});
}

}  // namespace

TextGrid split_delimited(std::string text, char delimiter) { return Splitter(std::move(text), delimiter).run(); }

char guess_delimiter(std::string_view text) { return by_likelihood(text).front(); }

RawTable parse_delimited(std::string bytes, const std::string& file, std::span<const std::string> wanted, int header_line,
                         base::Diagnostics& diagnostics) {
    if (base::trim(bytes).empty()) throw base::Error("The file is empty.", "Export it again from where it came from.");
    DecodedText decoded = decode_text(std::move(bytes));
    if (!decoded.assumption.empty())
        add_note(diagnostics, "encoding", file, 0,
                 "The file is not UTF-8 and was read as " + decoded.assumption + "; check that names look right.");

    const std::vector<char> order = by_likelihood(decoded.text);
    const auto parse = [&](std::string text, char delimiter) {
        RawTable table = with_header(split_delimited(std::move(text), delimiter), wanted, header_line);
        table.file = file;
        table.delimiter = delimiter;
        return table;
    };
    RawTable table = parse(decoded.text, order.front());
    for (std::size_t i = 1; i < order.size() && !has_all(table, wanted); ++i) {
        RawTable other = parse(decoded.text, order[i]);
        if (has_all(other, wanted)) table = std::move(other);
    }
    if (table.delimiter != ',' && table.columns.size() > 1)
        add_note(diagnostics, "delimiter", file, 0, "Columns are separated by " + std::string(delimiter_name(table.delimiter)) + ".");
    if (table.first_row > 1) {
        const int header = table.grid.line(table.first_row - 1);
        add_note(diagnostics, "title-rows", file, header,
                 "The column names were found in line " + std::to_string(header) + "; the lines above were left out.");
    }
    return table;
}

}  // namespace needsmap::io
