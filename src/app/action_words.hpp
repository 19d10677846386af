// The words of a recorded line: how actions are written and read back. Text with spaces stands in double quotes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace needsmap::app {

/// `text` as one word: as it is when it has no spaces, quotes or = that would be misread, otherwise in double quotes with \" \\ \n \t.
[[nodiscard]] std::string quoted_word(std::string_view text);
/// `text` as the rest of a line: as it is when nothing would be lost, otherwise quoted.
[[nodiscard]] std::string quoted_rest(std::string_view text);
/// Numbers joined by commas, each in its shortest exact form.
[[nodiscard]] std::string joined_numbers(const std::vector<double>& numbers);

/// Reads a line from left to right. Every function throws base::Error saying what is wrong and what would be right.
class WordReader {
public:
    /// `usage` is shown in errors: "set-layer LAYER [pane=1]".
    WordReader(std::string_view line, std::string usage);

    [[nodiscard]] bool at_end();
    [[nodiscard]] std::string word();
    [[nodiscard]] double number();
    [[nodiscard]] int integer();
    [[nodiscard]] bool on_or_off();
    /// The next word when it is key=value with this key.
    [[nodiscard]] std::optional<std::string> option(std::string_view key);
    [[nodiscard]] std::optional<int> integer_option(std::string_view key);
    /// name=value, either side in quotes when it needs them.
    [[nodiscard]] std::pair<std::string, std::string> assignment();
    /// True, and read over, when the next word is this one.
    [[nodiscard]] bool flag(std::string_view name);
    /// Everything that is left, quotes removed.
    [[nodiscard]] std::string rest();
    /// Throws when something is left.
    void expect_end();

    [[nodiscard]] double number_from(std::string_view text) const;
    [[nodiscard]] int integer_from(std::string_view text) const;
    [[nodiscard]] std::vector<double> numbers_from(std::string_view text) const;
    [[noreturn]] void fail(const std::string& what) const;

private:
    void skip_spaces();
    [[nodiscard]] std::string quoted();
    [[nodiscard]] std::string peek_plain() const;

    std::string_view m_left;
    std::string m_usage;
};

}  // namespace needsmap::app
