#pragma once

#include "lmsection/cli/context.hpp"

#include <cstddef>
#include <string_view>

namespace lmsection::cli {

/// Headings and sentences for people, wrapped to the width of the terminal.
class Prose {
public:
    explicit Prose(Context& context);

    /// A heading, in bold; with an empty line above, unless it is the first.
    void heading(std::string_view text);
    /// A paragraph. Its lines are indented by `indent` columns, all but the first by two more.
    void paragraph(std::string_view text, std::size_t indent = 2);
    /// A paragraph to the right of a label that takes `column` columns.
    void labeled(std::string_view label, std::string_view text, std::size_t column);
    void empty_line();

private:
    Context& context_;
    std::size_t width_;
    bool color_;
    bool is_first_ = true;
};

}    // namespace lmsection::cli
