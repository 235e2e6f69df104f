// toml++ 3.3 crashes on some files that are not valid TOML, or reads out of bounds. A handbook may
// come from anyone, so such files are rejected before toml++ parses them. Each check was found by
// the fuzzer and has a test; other errors are left for toml++ to report.
#include "lmsection/base/toml_limits.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace lmsection {

namespace {

constexpr std::size_t nesting_limit = 16;    // brackets open at once, parts of a key

bool has(std::string_view characters, char c) {
    return characters.find(c) != std::string_view::npos;
}

/// Moves `at` from a quote to the end of its string. False if a letter with an accent follows a
/// '\', including on the next line if the '\' continues it.
bool skip_string(std::string_view text, std::size_t& at) {
    const char quote = text[at];
    const std::string three(3, quote);
    const bool several_lines = text.substr(at, 3) == three;
    const std::string_view end = std::string_view{three}.substr(several_lines ? 0 : 2);
    at += end.size();
    while (at < text.size() && text.substr(at, end.size()) != end) {
        if (text[at] == '\n' && !several_lines) {
            return true;    // toml++ reports a string that is not closed
        }
        if (text[at] == '\\' && quote == '"') {
            const std::size_t next = text.find_first_not_of(" \t\r\n\v\f", at + 1);
            if (next != std::string_view::npos && !is_ascii(text[next])) {
                return false;
            }
            ++at;
        }
        ++at;
    }
    at += end.size();
    for (int own = 0; several_lines && own < 2 && at < text.size() && text[at] == quote; ++own) {
        ++at;    // a string in three quotes may end with quotes of its own
    }
    return true;
}

class Checker {
public:
    explicit Checker(std::string_view text) : text_(text) {}

    std::optional<TomlFault> fault() {
        while (at_ < text_.size()) {
            const std::size_t start = at_;
            if (std::string reason = step(); !reason.empty()) {
                const auto lines = std::count(text_.begin(), text_.begin() + start, '\n');
                return TomlFault{static_cast<std::size_t>(lines) + 1, std::move(reason)};
            }
        }
        return std::nullopt;
    }

private:
    std::string step() {
        const char c = text_[at_] == '\r' ? '\n' : text_[at_];
        if (c == ' ' || c == '\t') {
            ++at_;
            after_blank_ = true;
            return {};
        }
        std::string reason = fault_of(c);
        if (c == '#') {
            at_ = std::min(text_.find('\n', at_), text_.size());
        } else if (has("\"'", c)) {
            if (reason.empty() && !skip_string(text_, at_)) {
                reason = "a letter with an accent follows a '\\'";
            }
        } else {
            ++at_;
        }
        last_ = c;
        after_blank_ = false;
        return reason;
    }

    /// What is wrong with a character outside strings that follows `last_`; tracks nesting.
    std::string fault_of(char c) {
        const bool opens = has("[{", c);
        const bool value_before = !has("\n=,[{.", last_);
        in_header_ = last_ == '\n' && open_.empty() ? c == '[' : in_header_;
        if (!is_ascii(c)) {
            return "a letter with an accent is outside quotes";
        }
        const bool is_key_letter = is_letter(c) || is_digit(c) || has("_-", c);
        if (in_header_ && ((last_ == '[' && !is_key_letter && !has("[]\"'", c)) ||
                           (c == '\n' && !open_.empty()))) {
            return "expected a table's name in brackets";
        }
        if ((value_before && (opens || has("\"'", c) || (after_blank_ && !has("\n#=,]}.", c)))) ||
            (c == '=' && has_equals_)) {
            return "more text follows a value on its line; a date has no time here";
        }
        if (has("Tt", c) && has("0123456789_", last_) && (has_equals_ || !open_.empty())) {
            return "a date with a time, which handbooks do not use";
        }
        if (has("]}", c)) {
            if (open_.empty() || open_.back() != (c == ']' ? '[' : '{')) {
                return fmt::format("a '{}' has no matching opening bracket", c);
            }
            open_.pop_back();
        }
        if (opens) {
            open_.push_back(c);
        }
        const bool begins_key = has(",{", c) || (c == '\n' && open_.empty());
        has_equals_ = c == '=' || (has_equals_ && !begins_key);
        parts_ = has("\n=,", c) ? 0 : parts_ + (c == '.' ? 1 : 0);
        return open_.size() > (in_header_ ? 2 : nesting_limit) || parts_ > nesting_limit
                   ? "the nesting is too deep"
                   : "";
    }

    std::string_view text_;
    std::size_t at_ = 0;
    char last_ = '\n';    ///< the last character that is not a space
    bool after_blank_ = false;
    bool in_header_ = false;     ///< of a table, `[name]`
    bool has_equals_ = false;    ///< after the key being read
    std::size_t parts_ = 0;      ///< of a dotted key, so far
    std::vector<char> open_;
};

}    // namespace

std::optional<TomlFault> toml_fault(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    text.remove_prefix(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
    return Checker{text}.fault();
}

}    // namespace lmsection
