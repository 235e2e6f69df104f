#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli::page {

/// A table with a caption, whose first column names each row. On a narrow screen each row is a
/// block with one cell per line, after its heading.
class Table {
public:
    /// All plain text.
    Table(std::string_view caption, std::vector<std::string_view> headings);

    /// As many cells as headings, each as HTML.
    void row(const std::vector<std::string>& cells);
    [[nodiscard]] std::string html() const;

private:
    std::vector<std::string_view> headings_;
    std::string html_;
};

/// A status in one word, marked by its style; `look`: good, bad, attention, open or plain.
[[nodiscard]] std::string state(std::string_view word, std::string_view look);
/// A link without a referrer.
[[nodiscard]] std::string link(std::string_view url, std::string_view text);

}    // namespace lmsection::cli::page
