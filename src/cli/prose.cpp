#include "prose.hpp"

#include "format/width.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace lmsection::cli {

namespace {

constexpr std::size_t least_width = 20;

}    // namespace

Prose::Prose(Context& context)
    : context_(context), width_(std::max(context.width().value_or(page_width), least_width)),
      color_(context.colored()) {}

void Prose::heading(std::string_view text) {
    if (!is_first_) {
        empty_line();
    }
    is_first_ = false;
    for (const std::string& line : wrapped(harmless(text), width_)) {
        context_.print(color_ ? fmt::format("\x1b[1m{}\x1b[0m\n", line) : line + "\n");
    }
}

void Prose::paragraph(std::string_view text, std::size_t indent) {
    labeled(std::string(indent, ' '), text, indent + 2);
}

void Prose::labeled(std::string_view label, std::string_view text, std::size_t column) {
    is_first_ = false;
    const std::string all = harmless(text);
    std::string_view left = all;
    std::string line = harmless(label);
    do {
        const std::size_t at = width_of(line);
        context_.print(line);
        context_.print(take_line(left, width_ > at ? width_ - at : 1));
        context_.print("\n");
        line.assign(std::min(column, width_ / 2), ' ');
    } while (!left.empty());
}

void Prose::empty_line() {
    context_.print("\n");
}

}    // namespace lmsection::cli
