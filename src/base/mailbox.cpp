#include "lmsection/base/mailbox.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace lmsection {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view mailto = "mailto:";

constexpr std::string_view blanks = " \t";

bool is_mailto(std::string_view address) {
    return lower_ascii(address.substr(0, mailto.size())) == mailto;
}

/// The size of the quoted string at the start of `text`, with its quotes; npos if there is none or
/// it is not closed.
std::size_t quoted_size(std::string_view text) {
    if (!text.starts_with('"')) {
        return npos;
    }
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            return i + 1;
        }
    }
    return npos;
}

std::string unescaped(std::string_view quoted) {
    std::string text;
    for (std::size_t i = 0; i < quoted.size(); ++i) {
        const bool escape = quoted[i] == '\\' && i + 1 < quoted.size();
        text += escape ? quoted[++i] : quoted[i];
    }
    return text;
}

/// The size of the comment at the start of `text`, including nested ones; npos if there is none or
/// it is not closed.
std::size_t comment_size(std::string_view text) {
    if (!text.starts_with('(')) {
        return npos;
    }
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '(') {
            ++depth;
        } else if (text[i] == ')' && --depth == 0) {
            return i + 1;
        }
    }
    return npos;
}

/// Text without its comments, and the first comment.
struct Commented {
    std::string text;
    std::string comment;
};

/// A comment starts at the start of a word; parentheses inside a word are part of the word.
Commented without_comments(std::string_view text) {
    Commented found;
    const std::size_t quoted = quoted_size(text);
    std::size_t i = quoted == npos ? 0 : quoted;
    found.text = text.substr(0, i);
    while (i < text.size()) {
        const bool begins_word = i == 0 || blanks.find(text[i - 1]) != npos || i == quoted;
        const std::size_t size = begins_word ? comment_size(text.substr(i)) : npos;
        if (size == npos) {
            found.text += text[i++];
            continue;
        }
        if (found.comment.empty()) {
            found.comment = unescaped(trimmed(text.substr(i + 1, size - 2), blanks));
        }
        i += size;
    }
    found.text = trimmed(found.text, blanks);
    return found;
}

/// The name without quotes around the whole of it: RFC 5322 quotes, typographic quotes, and the
/// single quotes that Outlook adds.
std::string without_quotes(std::string_view name, bool with_address) {
    if (quoted_size(name) == name.size()) {
        return unescaped(name.substr(1, name.size() - 2));
    }
    const auto inside = [&](std::string_view open, std::string_view close) {
        const std::size_t marks = open.size() + close.size();
        const bool quoted = name.size() > marks && name.starts_with(open) && name.ends_with(close);
        return quoted ? name.substr(open.size(), name.size() - marks) : name;
    };
    const std::string_view bare = inside("\u201c", "\u201d");
    return std::string{bare == name && with_address ? inside("'", "'") : bare};
}

std::optional<std::string> bytes_of_base64(std::string_view text) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::uint32_t letter_bits = 6;
    constexpr std::uint32_t byte_bits = 8;
    std::string bytes;
    std::uint32_t waiting = 0;
    std::uint32_t bits = 0;
    while (text.ends_with('=')) {
        text.remove_suffix(1);
    }
    for (const char c : text) {
        const auto value = letters.find(c);
        if (value == npos) {
            return std::nullopt;
        }
        waiting = (waiting << letter_bits) | static_cast<std::uint32_t>(value);
        bits += letter_bits;
        if (bits >= byte_bits) {
            bits -= byte_bits;
            bytes += static_cast<char>((waiting >> bits) & 0xffU);
            waiting &= (1U << bits) - 1U;
        }
    }
    return bytes;
}

/// Replaces `mark` and the two hexadecimal digits after it with that byte.
std::optional<std::string> bytes_of_hex_escapes(std::string_view text, char mark) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != mark) {
            bytes += text[i];
            continue;
        }
        const std::string_view digits = text.substr(i + 1, 2);
        const auto byte = parse_number<unsigned char>(digits, 16);
        if (digits.size() != 2 || !byte) {
            return std::nullopt;
        }
        bytes += static_cast<char>(*byte);
        i += 2;
    }
    return bytes;
}

/// The text of an encoded word, `=?CHARSET?B|Q?TEXT?=` without its ends.
std::optional<std::string> decoded_word(std::string_view word) {
    const auto charset_end = word.find('?');
    if (charset_end == npos || word.size() < charset_end + 3 || word[charset_end + 2] != '?') {
        return std::nullopt;
    }
    const std::string charset = lower_ascii(word.substr(0, std::min(charset_end, word.find('*'))));
    const char encoding = lower_ascii(word[charset_end + 1]);
    std::string text{word.substr(charset_end + 3)};
    std::optional<std::string> bytes;
    if (encoding == 'b') {
        bytes = bytes_of_base64(text);
    } else if (encoding == 'q') {
        std::ranges::replace(text, '_', ' ');
        bytes = bytes_of_hex_escapes(text, '=');
    }
    const bool is_western = is_one_of(charset, "iso-8859-1|windows-1252");    // equal from 0xa0 on
    if (bytes && is_western) {
        bytes = from_windows_1252(*bytes);
    }
    const bool is_known = is_western || is_one_of(charset, "utf-8|us-ascii");
    const bool readable = bytes && is_known && is_utf8(*bytes) &&
                          (!is_western || bytes->find("\ufffd") == npos);
    return readable ? bytes : std::nullopt;
}

/// The name with its encoded words decoded; spaces between two of them are dropped.
Outcome<std::string> decoded(std::string_view name) {
    constexpr std::string_view open = "=?";
    constexpr std::string_view close = "?=";
    std::string text;
    bool after_word = false;
    for (auto at = name.find(open); at != npos; at = name.find(open)) {
        // The text may start with "=", so look for the end after the second "?".
        const auto charset = name.find('?', at + open.size());
        const auto encoding = charset == npos ? npos : name.find('?', charset + 1);
        const auto end = encoding == npos ? npos : name.find(close, encoding + 1);
        const auto word = end == npos
                              ? std::nullopt
                              : decoded_word(name.substr(at + open.size(), end - at - open.size()));
        if (!word) {
            return Fault{fmt::format("the encoded name {} cannot be decoded", in_quotes(name)),
                         "type the name itself"};
        }
        const std::string_view between = name.substr(0, at);
        text += after_word && trimmed(between, blanks).empty() ? "" : between;
        text += *word;
        name.remove_prefix(end + close.size());
        after_word = true;
    }
    return text + std::string{name};
}

Fault half_an_address(std::string_view text) {
    return {fmt::format("{} is an incomplete address", in_quotes(text)),
            "write \"Ana Diaz <ana@lib.example>\""};
}

/// An address without `mailto:` and its query part.
std::string bare_address(std::string_view address) {
    if (!is_mailto(address)) {
        return std::string{address};
    }
    address.remove_prefix(mailto.size());
    address = address.substr(0, address.find('?'));
    return bytes_of_hex_escapes(address, '%').value_or(std::string{address});
}

Outcome<MailboxParts> with_name(std::string_view phrase, std::optional<std::string> address) {
    const auto name = decoded(without_quotes(trimmed(phrase, blanks), address.has_value()));
    if (!name.ok()) {
        return name.fault();
    }
    const bool is_address = address && lower_ascii(name.value()) == lower_ascii(*address);
    return MailboxParts{is_address ? "" : name.value(), std::move(address)};
}

/// Parses text with an address in angle brackets; `open` is the index of the first bracket.
Outcome<MailboxParts> parse_bracketed(std::string_view text, std::size_t open) {
    const auto close = text.find('>', open);
    if (close == npos) {
        return half_an_address(text);
    }
    const std::string_view rest = trimmed(text.substr(close + 1), blanks);
    if (rest.find('<') != npos) {
        return Fault{fmt::format("{} names more than one person", in_quotes(text)),
                     "name one at a time"};
    }
    if (!without_comments(rest).text.empty()) {
        return half_an_address(text);
    }
    const std::string_view name = trimmed(text.substr(0, open), blanks);
    const std::string uncommented = without_comments(name).text;
    return with_name(uncommented.empty() ? std::string{name} : uncommented,
                     bare_address(trimmed(text.substr(open + 1, close - open - 1), blanks)));
}

/// Parses text with an `@` and no angle brackets.
Outcome<MailboxParts> parse_bare(std::string_view text) {
    const auto [address, comment] = without_comments(text);
    if (address.find_first_of(blanks) != npos) {
        return Fault{fmt::format("{} is neither a name nor an address", in_quotes(text)),
                     "write \"Ana Diaz <ana@lib.example>\""};
    }
    // A comment of one word is more likely a remark than a name.
    const bool is_name = comment.find(' ') != npos && comment.find('@') == npos;
    return with_name(is_name ? comment : "", bare_address(address));
}

}    // namespace

Outcome<MailboxParts> parse_mailbox(std::string_view text) {
    text = trimmed(text, blanks);
    const auto end = text.find_last_not_of(" \t,;");
    if (end != npos && text.find('@') != npos) {    // copied from a list of addresses
        text = text.substr(0, end + 1);
    }
    const std::size_t quoted = quoted_size(text);
    const std::size_t from = quoted == npos ? 0 : quoted;
    const auto open = text.find('<', from);
    const auto close = text.find('>', from);
    const bool unclosed = text.starts_with('"') && quoted == npos && open != npos;
    if (unclosed || close < open || (close == npos && open != npos)) {
        return half_an_address(text);
    }
    if (open != npos) {
        return parse_bracketed(text, open);
    }
    if (text.find('@', from) != npos || is_mailto(text)) {
        return parse_bare(text);
    }
    return with_name(text, std::nullopt);
}

}    // namespace lmsection
