#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli::page {

/// A table with a caption, whose first column names each row. On a narrow screen a row stands as
/// a block, its cells under each other, each after its heading.
class Table {
public:
    /// Plain text all.
    Table(std::string_view caption, std::vector<std::string_view> headings);

    /// As many cells as headings, each as HTML.
    void row(const std::vector<std::string>& cells);
    [[nodiscard]] std::string html() const;

private:
    std::vector<std::string_view> headings_;
    std::string html_;
};

/// A state in one word, with a mark of its own; `look`: good, bad, attention or plain.
[[nodiscard]] std::string state(std::string_view word, std::string_view look);
/// A link that tells the other side nothing of this page.
[[nodiscard]] std::string link(std::string_view url, std::string_view text);

}    // namespace lmsection::cli::page
