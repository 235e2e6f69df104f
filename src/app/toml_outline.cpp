// toml++ 3.3 ends the program, or worse, on some keys and brackets that no handbook has. A handbook
// is anybody's file, so what it would stumble over is turned away here.
#include "lmsection/app/toml_outline.hpp"

#include <fmt/format.h>

#include <vector>

namespace lmsection::app {

namespace {

constexpr std::size_t deepest = 16;
constexpr std::size_t most_parts = 4;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

bool is_beyond_ascii(char c) {
    return static_cast<unsigned char>(c) >= 0x80U;
}

bool is_key_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-';
}

/// Reads a file letter by letter, minding quotes and comments.
class Outline {
public:
    explicit Outline(std::string_view text) : text_(text) {}

    std::optional<OutlineFault> fault() {
        while (!at_end() && reason_.empty()) {
            step();
        }
        return reason_.empty() ? std::nullopt : std::optional{OutlineFault{line_, reason_}};
    }

private:
    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
    [[nodiscard]] char letter() const { return at_end() ? '\n' : text_[at_]; }

    void advance() {
        line_ += letter() == '\n' ? std::size_t{1} : std::size_t{0};
        ++at_;
    }
    void skip_blanks() {
        while (is_blank(letter())) {
            advance();
        }
    }
    void skip_line() {
        while (!at_end() && letter() != '\n') {
            advance();
        }
    }

    void step() {
        const bool expects_key = open_.empty() ? at_line_start_ : expects_inner_key_;
        if (expects_key) {
            skip_blanks();
        }
        const char c = letter();
        if (c == '#') {
            skip_line();
        } else if (c == '\n' || c == '\r') {
            advance();
            at_line_start_ = true;
            in_value_ = false;
        } else if (expects_key && open_.empty() && c == '[') {
            table_name();
        } else if (expects_key && c != '}') {
            key();
        } else {
            value_letter(c);
        }
    }

    /// `[name]` or `[[name.name]]`.
    void table_name() {
        std::size_t brackets = 0;
        while (letter() == '[' && brackets < 2) {
            advance();
            ++brackets;
        }
        words("a table's name");
        for (std::size_t i = 0; i < brackets && reason_.empty(); ++i) {
            expect(']', "expected a ] that closes a table's name");
        }
        at_line_start_ = false;
        in_value_ = true;
    }

    void key() {
        words("a key");
        skip_blanks();
        if (reason_.empty()) {
            expect('=', "expected a = after a key");
        }
        at_line_start_ = false;
        expects_inner_key_ = false;
        in_value_ = false;
    }

    /// Plain words, joined by dots.
    void words(std::string_view what) {
        std::size_t parts = 0;
        do {
            if (parts > 0) {
                advance();
            }
            skip_blanks();
            const std::size_t start = at_;
            while (is_key_letter(letter()) && !at_end()) {
                advance();
            }
            if (at_ == start || ++parts > most_parts) {
                reason_ = fmt::format("{} is a plain word of the letters a to z, digits, '_' and "
                                      "'-'",
                                      what);
                return;
            }
            skip_blanks();
        } while (letter() == '.' && !at_end());
    }

    void expect(char wanted, std::string_view reason) {
        if (at_end() || letter() != wanted) {
            reason_ = reason;
            return;
        }
        advance();
    }

    void value_letter(char c) {
        at_line_start_ = false;
        const bool opens = c == '[' || c == '{';
        const bool quote = c == '"' || c == '\'';
        if (is_beyond_ascii(c)) {
            reason_ = "a letter with an accent stands outside of quotes";
        } else if (in_value_ && (opens || quote)) {
            // toml++ would take what follows for a part of the value, accents and all.
            reason_ = "a quote or a bracket stands in the middle of a value";
        } else if (quote) {
            text(c);
            in_value_ = true;
        } else if (is_blank(c)) {
            blanks();
        } else {
            refuse_day_with_time(c);
            plain_letter(c, opens);
            advance();
        }
    }

    /// toml++ takes it for granted that a whole time follows `2026-01-01 1`.
    void blanks() {
        skip_blanks();
        constexpr std::string_view ends = "#,]}\r\n";
        if (in_value_ && ends.find(letter()) == std::string_view::npos) {
            reason_ = "more follows a value on its line; a day has no time here";
        }
    }

    /// The same of `2026-01-01T`.
    void refuse_day_with_time(char c) {
        const bool joins = in_value_ && (c == 'T' || c == 't');
        if (joins && (is_digit(text_[at_ - 1]) || text_[at_ - 1] == '_')) {
            reason_ = "a day with a time, which no handbook has";
        }
    }

    void plain_letter(char c, bool opens) {
        if (opens) {
            open_.push_back(c);
            reason_ = open_.size() > deepest ? "too many brackets are open" : "";
        } else if (c == ']' || c == '}') {
            close(c);
        }
        const bool in_table = !open_.empty() && open_.back() == '{';
        expects_inner_key_ = in_table && (c == '{' || c == ',');
        in_value_ = !opens && c != ',';
    }

    /// toml++ takes it for granted that `[` is never closed by `}`.
    void close(char c) {
        if (open_.empty() || open_.back() != (c == ']' ? '[' : '{')) {
            reason_ = fmt::format("a '{}' closes what is not open", c);
            return;
        }
        open_.pop_back();
    }

    /// A text in quotes, on one line or, in three quotes, on several.
    void text(char quote) {
        const std::string three(3, quote);
        const bool several_lines = text_.substr(at_, 3) == three;
        const std::string_view end = several_lines ? std::string_view{three}
                                                   : std::string_view{three}.substr(0, 1);
        at_ += end.size();
        while (reason_.empty() && !at_end() && text_.substr(at_, end.size()) != end) {
            if (!several_lines && letter() == '\n') {
                return;    // toml++ tells of a text that is not closed
            }
            if (quote == '"' && letter() == '\\') {
                refuse_accent_after_backslash();
                advance();
            }
            advance();
        }
        at_ += end.size();
        for (int own = 0; several_lines && own < 2 && !at_end() && letter() == quote; ++own) {
            advance();    // the text's own last letters
        }
    }

    /// toml++ is undone by it, also where a `\` joins a line to one that begins so.
    void refuse_accent_after_backslash() {
        const std::size_t next = text_.find_first_not_of(" \t\r\n\v\f", at_ + 1);
        if (next != std::string_view::npos && is_beyond_ascii(text_[next])) {
            reason_ = "a letter with an accent follows a '\\'";
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    bool at_line_start_ = true;
    bool expects_inner_key_ = false;
    bool in_value_ = false;    ///< something of a value was read, and it may go on
    std::vector<char> open_;
    std::string reason_;
};

}    // namespace

std::optional<OutlineFault> toml_outline_fault(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (text.starts_with(byte_order_mark)) {
        text.remove_prefix(byte_order_mark.size());
    }
    return Outline{text}.fault();
}

}    // namespace lmsection::app
