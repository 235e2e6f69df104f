#include "typed_line.hpp"

#include <utility>

namespace lmsection::cli {

namespace {

class Reader {
public:
    explicit Reader(std::string_view breaks) : breaks_(breaks) {}

    void take(char c) {
        if (escaped_) {
            take_escaped(c);
        } else if (c == '\\' && line_.quote != '\'') {
            escaped_ = true;
            in_word_ = true;
        } else if (line_.quote != 0) {
            take_quoted(c);
        } else {
            take_plain(c);
        }
    }
    TypedLine finished() { return std::move(line_); }

private:
    void take_escaped(char c) {
        const bool means_itself = line_.quote == '"' &&
                                  std::string_view{"\"\\$`"}.find(c) == std::string_view::npos;
        line_.current += means_itself ? std::string{'\\', c} : std::string{c};
        escaped_ = false;
    }
    void take_quoted(char c) {
        if (c == line_.quote) {
            line_.quote = 0;
            line_.fixed = fixed_before_quote_;
        } else {
            line_.current += c;
        }
    }
    void take_plain(char c) {
        if (c == ' ' || c == '\t' || c == '\n') {
            end_word();
        } else if (c == '<' || c == '>') {
            end_word();
            line_.names_file = true;
        } else if (c == '\'' || c == '"') {
            in_word_ = true;
            line_.quote = c;
            fixed_before_quote_ = line_.fixed;
            line_.fixed = line_.current;
        } else {
            take_letter(c);
        }
    }
    void take_letter(char c) {
        const bool is_break = breaks_.find(c) != std::string_view::npos;
        const bool is_replaced = c == '@' || c == '$';    // readline's rl_special_prefixes in bash
        in_word_ = true;
        if (is_break && is_replaced) {
            line_.fixed = line_.current;
        }
        line_.current += c;
        if (is_break && !is_replaced) {
            line_.fixed = line_.current;
        }
    }
    void end_word() {
        if (in_word_ && !line_.names_file) {
            line_.words.push_back(line_.current);
        }
        line_.names_file = line_.names_file && !in_word_;
        line_.current.clear();
        line_.fixed.clear();
        in_word_ = false;
    }

    std::string_view breaks_;
    TypedLine line_;
    std::string fixed_before_quote_;
    bool escaped_ = false;
    bool in_word_ = false;
};

bool is_plain(char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool beyond_ascii = static_cast<unsigned char>(c) >= 0x80;
    return letter || beyond_ascii || std::string_view{"_-./:=@%+,"}.find(c) != std::string::npos;
}

std::string escaped_for(char quote, char c) {
    if (quote == '\'') {
        return c == '\'' ? "'\\''" : std::string{c};
    }
    if (quote == '"') {
        const bool is_special = std::string_view{"\"\\$`"}.find(c) != std::string_view::npos;
        // History expansion also happens in double quotes, where \! would keep the backslash.
        return c == '!' ? "\"'!'\"" : is_special ? std::string{'\\', c} : std::string{c};
    }
    return is_plain(c) ? std::string{c} : std::string{'\\', c};
}

}    // namespace

TypedLine split_command_line(std::string_view line, std::string_view breaks) {
    Reader reader{breaks};
    for (const char c : line) {
        reader.take(c);
    }
    return reader.finished();
}

std::string in_single_quotes(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) {
        quoted += escaped_for('\'', c);
    }
    return quoted + "'";
}

std::string quoted_for_bash(std::string_view text, char quote) {
    std::string result;
    for (const char c : text) {
        result += escaped_for(quote, c);
    }
    // readline closes the quote, unless the text seems to end with one.
    return quote != 0 && result.ends_with(quote) ? result + quote : result;
}

}    // namespace lmsection::cli
