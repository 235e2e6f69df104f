#include "lmsection/base/mail.hpp"

#include "lmsection/base/date.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace lmsection {

namespace {

constexpr std::size_t longest_line = 76;
constexpr std::size_t longest_plain = 60;    // the longest name or subject that is not encoded
constexpr std::size_t word_bytes = 36;    // bytes of text in an encoded word: 48 letters, 60 in all
constexpr std::string_view fold = "\n ";

std::uint32_t byte_of(char c) {
    return static_cast<unsigned char>(c);
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::uint32_t six_bits = 0x3fU;
    std::string result;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::string_view part = bytes.substr(i, 3);
        std::uint32_t group = 0;
        for (std::size_t at = 0; at < 3; ++at) {
            group = (group << 8U) | (at < part.size() ? byte_of(part[at]) : 0U);
        }
        for (std::size_t at = 0; at < 4; ++at) {
            result += at <= part.size() ? letters[(group >> (18U - 6U * at)) & six_bits] : '=';
        }
    }
    return result;
}

/// `text` as encoded words (RFC 2047), one per line, without splitting characters.
std::string encoded_words(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        std::string word;
        while (!text.empty() && word.size() + first_character(text).size() <= word_bytes) {
            word += take_character(text);
        }
        result += fmt::format("{}=?UTF-8?B?{}?=", result.empty() ? "" : fold, base64(word));
    }
    return result;
}

/// Whether text needs no encoding in a header: ASCII, and nothing that looks like an encoded word.
bool needs_no_encoding(std::string_view text) {
    return is_plain(text) && text.find("=?") == std::string_view::npos;
}

/// A name in quotes.
std::string quoted_name(std::string_view name) {
    std::string quoted = "\"";
    for (const char c : name) {
        quoted += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    }
    return quoted + "\"";
}

/// A display name: plain, quoted or encoded.
std::string phrase(std::string_view name) {
    constexpr std::string_view marks = "!#$%&'*+-/=?^_`{|}~ ";
    if (name.size() > longest_plain || !needs_no_encoding(name)) {
        return encoded_words(name);
    }
    const bool bare = std::ranges::all_of(name, [&](char c) {
        return is_letter(c) || is_digit(c) || marks.find(c) != std::string_view::npos;
    });
    return bare ? std::string{name} : quoted_name(name);
}

/// Text for one line.
std::string on_one_line(std::string_view text) {
    return tidied_text(harmless(text, "", " "));
}

/// A name as people read it: in quotes where a mail program would otherwise misread it.
std::string readable_name(std::string_view name) {
    constexpr std::string_view special = "()<>[]:;@\\,.\"";
    return name.find_first_of(special) == std::string_view::npos ? std::string{name}
                                                                 : quoted_name(name);
}

/// A mailbox, with its address on a separate line if the line would be long.
std::string mailbox_text(const Mailbox& mailbox) {
    const std::string name = phrase(on_one_line(mailbox.name));
    std::string address = fmt::format("<{}>", mailbox.address.text());
    if (name.empty()) {
        return address;
    }
    constexpr std::string_view around = "From:  ,";
    const bool fits = name.size() + address.size() + around.size() <= longest_line;
    return name + std::string{fits ? " " : fold} + address;
}

std::string mailboxes_text(const std::vector<Mailbox>& mailboxes) {
    std::string text;
    for (const Mailbox& mailbox : mailboxes) {
        text += (text.empty() ? "" : ",\n ") + mailbox_text(mailbox);
    }
    return text;
}

/// A subject in lines that are short enough: broken at its spaces if it is ASCII.
std::string subject_text(std::string_view subject) {
    std::string clean = on_one_line(subject);
    std::size_t start = 0;    // of the line
    std::size_t width = std::string_view{"Subject: "}.size();
    std::string folded_text = clean;
    for (std::size_t at = 0; at < clean.size(); width = 0) {
        const std::size_t most = longest_line - width;
        const std::size_t space = clean.size() - start <= most ? clean.size()
                                                               : clean.rfind(' ', start + most);
        if (space == std::string::npos || space <= start) {
            return encoded_words(clean);    // a long word
        }
        at = space;
        if (at < clean.size()) {
            folded_text.insert(at + (folded_text.size() - clean.size()), "\n");
            start = at;
        }
    }
    return needs_no_encoding(clean) ? folded_text : encoded_words(clean);
}

/// `Tue, 24 Nov 2026 16:58:00 +0000` of `2026-11-24T16:58:00Z`.
std::string date_text(std::string_view at) {
    constexpr std::size_t day_size = 10;
    constexpr std::size_t time_size = 8;
    const Date day = parse_iso_date(at.substr(0, day_size)).value();
    return fmt::format("{:.3}, {:02} {:.3} {} {} +0000", written_with_weekday(day),
                       unsigned{day.day()}, month_name(day.month()), int{day.year()},
                       at.substr(day_size + 1, time_size));
}

/// A character of the body, hex-encoded if necessary. `rest`: the line from it on; `first`: it
/// starts a line of the message. Trailing spaces would be lost, and lines that start with "." or
/// "From " would be misinterpreted in transit.
std::string quoted_letter(std::string_view rest, bool first) {
    const std::string_view letter = first_character(rest);
    const bool last_blank = rest == " ";
    const bool mistaken = first && (letter == "." || rest.starts_with("From "));
    if (is_plain(letter) && letter != "=" && !last_blank && !mistaken) {
        return std::string{letter};
    }
    std::string numbers;
    for (const char c : letter) {
        numbers += fmt::format("={:02X}", byte_of(c));
    }
    return numbers;
}

/// The start of a line up to the next word, with the spaces between.
std::string_view next_word(std::string_view line) {
    const std::size_t space = line.find(' ');
    return line.substr(0, line.find_first_not_of(' ', std::min(space, line.size())));
}

/// `text`, which begins `rest`, as quoted-printable.
std::string quoted_text(std::string_view text, std::string_view rest, bool first) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); at += first_character(rest.substr(at)).size()) {
        result += quoted_letter(rest.substr(at), first && at == 0);
    }
    return result;
}

/// One line as quoted-printable (RFC 2045), with soft breaks before words, and within a word only
/// if it is longer than a line; never within a character.
std::string quoted_line(std::string_view line) {
    std::string result;
    std::size_t width = 0;
    const auto add = [&](std::string_view text) {
        std::string quoted = quoted_text(text, line, width == 0);
        if (width > 0 && width + quoted.size() >= longest_line) {
            result += "=\n";
            width = 0;
            quoted = quoted_text(text, line, true);
        }
        result += quoted;
        width += quoted.size();
        line.remove_prefix(text.size());
    };
    while (!line.empty()) {
        const std::string_view word = next_word(line);
        if (quoted_text(word, line, true).size() < longest_line) {
            add(word);
            continue;
        }
        const std::size_t left = line.size() - word.size();
        while (line.size() > left) {
            add(first_character(line));
        }
    }
    return result + "\n";
}

std::string quoted_printable(std::string_view body) {
    std::string result;
    while (!body.empty()) {
        const std::string_view line = body.substr(0, body.find('\n'));
        body.remove_prefix(std::min(body.size(), line.size() + 1));
        result += quoted_line(line);
    }
    return result;
}

/// Bytes as base64 in lines (RFC 2045).
std::string base64_lines(std::string_view bytes) {
    constexpr std::size_t bytes_a_line = longest_line / 4 * 3;
    std::string result;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), bytes_a_line))) {
        result += base64(bytes.substr(0, bytes_a_line)) + "\n";
    }
    return result;
}

/// A text as a part of a message, with its header.
std::string text_part(std::string_view type, std::string_view text) {
    return fmt::format("Content-Type: text/{}; charset=utf-8\n"
                       "Content-Transfer-Encoding: quoted-printable\n\n{}",
                       type, quoted_printable(harmless(text, "\n", " ")));
}

/// A file as a part of a message, with its header.
std::string attached_part(const Attachment& file) {
    return fmt::format("Content-Type: {}; charset=utf-8\n"
                       "Content-Transfer-Encoding: base64\n"
                       "Content-Disposition: attachment; filename=\"{}\"\n\n{}",
                       file.type, file.name, base64_lines(file.text));
}

/// Parts of a message, with their header. No encoded part can contain the boundary.
std::string multipart(std::string_view type, std::string_view id,
                      const std::vector<std::string>& parts) {
    const std::string boundary = fmt::format("=_{}_{}", type, id);
    std::string result = fmt::format("Content-Type: multipart/{}; boundary=\"{}\"\n\n", type,
                                     boundary);
    for (const std::string& part : parts) {
        result += fmt::format("--{}\n{}\n", boundary, part);
    }
    return result + fmt::format("--{}--\n", boundary);
}

/// The content of a message, with its header.
std::string content(const MailMessage& message) {
    std::string text = text_part("plain", message.body);
    if (!message.html.empty()) {
        text = multipart("alternative", message.id, {text, text_part("html", message.html)});
    }
    if (message.attachments.empty()) {
        return text;
    }
    std::vector<std::string> parts{std::move(text)};
    for (const Attachment& file : message.attachments) {
        parts.push_back(attached_part(file));
    }
    return multipart("mixed", message.id, parts);
}

/// The index at which a line of at most `width` characters ends, at a space if there is one.
std::size_t line_end(std::string_view text, std::size_t width) {
    std::size_t end = 0;
    std::size_t last_blank = 0;
    for (std::size_t letters = 0; end < text.size(); ++letters) {
        if (text[end] == ' ') {
            last_blank = end;
        }
        if (letters == width) {
            return last_blank > 0 ? last_blank : end;
        }
        end += first_character(text.substr(end)).size();
    }
    return end;
}

}    // namespace

bool is_mailable(const EmailAddress& address) {
    return is_plain(address.text()) && EmailAddress::parse(address.text()).ok();
}

std::string mailbox_line(const std::vector<Mailbox>& mailboxes) {
    std::string line = mailboxes_text(mailboxes);
    std::erase(line, '\n');    // each is followed by a space
    return line;
}

std::string address_list(const std::vector<Mailbox>& mailboxes, char separator, ListedNames names) {
    std::string line;
    for (const Mailbox& mailbox : mailboxes) {
        line += line.empty() ? std::string{} : std::string{separator, ' '};
        const std::string name = names == ListedNames::none
                                     ? ""
                                     : readable_name(on_one_line(mailbox.name));
        line += name.empty() ? mailbox.address.text()
                             : fmt::format("{} <{}>", name, mailbox.address.text());
    }
    return line;
}

std::string mail_text(const MailMessage& message) {
    const std::string& from = message.from.address.text();
    const std::string copies = message.cc.empty()
                                   ? ""
                                   : fmt::format("Cc: {}\n", mailboxes_text(message.cc));
    return fmt::format("From: {}\nTo: {}\n{}Subject: {}\nDate: {}\nMessage-ID: <{}{}>\n"
                       "MIME-Version: 1.0\n{}",
                       mailbox_text(message.from), mailboxes_text(message.to), copies,
                       subject_text(message.subject), date_text(message.at), message.id,
                       from.substr(from.find('@')), content(message));
}

std::string paragraph(std::string_view text, std::size_t width, std::string_view indent) {
    std::string result;
    do {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        do {
            const std::size_t end = line_end(line, width);
            result += fmt::format("{}{}\n", indent, line.substr(0, end));
            line.remove_prefix(end);
            line.remove_prefix(std::min(line.size(), line.find_first_not_of(' ')));
        } while (!line.empty());
    } while (!text.empty());
    return result;
}

}    // namespace lmsection
