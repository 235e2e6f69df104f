#include "lmsection/base/email_address.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace lmsection {

namespace {

constexpr std::size_t longest_email = 254;
constexpr std::size_t longest_local_part = 64;    // RFC 5321, 4.5.3.1.1

/// Why mail cannot be sent to an otherwise valid address; nothing if it can.
std::optional<std::string> why_unmailable(std::string_view address) {
    const std::string_view local = address.substr(0, address.find('@'));
    const std::string_view domain = address.substr(local.size() + 1);
    if (local.size() > longest_local_part) {
        return fmt::format("the part before the @ is longer than {} characters",
                           longest_local_part);
    }
    if (local.starts_with('.') || local.ends_with('.') ||
        local.find("..") != std::string_view::npos) {
        return "before the @, a dot must be between two other characters";
    }
    for (const std::string& label : split(domain, ".")) {
        const bool letters = std::ranges::all_of(label, [](char c) {
            return is_letter(c) || is_digit(c) || c == '-' || !is_ascii(c);
        });
        if (!letters || label.starts_with('-') || label.ends_with('-')) {
            return fmt::format("{} is not a valid part of a host name", in_quotes(label));
        }
    }
    return std::nullopt;
}

}    // namespace

Outcome<EmailAddress> EmailAddress::on_record(std::string_view text) {
    const auto at = text.find('@');
    const std::string_view domain = at == std::string_view::npos ? "" : text.substr(at + 1);
    const bool parts = at != std::string_view::npos && at > 0 &&
                       domain.find('@') == std::string_view::npos &&
                       domain.find('.') != std::string_view::npos && !domain.starts_with('.') &&
                       !domain.ends_with('.') && domain.find("..") == std::string_view::npos;
    const bool letters = is_utf8(text) && !has_control(text) && !has_bidirectional_control(text) &&
                         !has_blank(text) &&
                         text.find_first_of(" ,;:<>()[]\\\"") == std::string_view::npos;
    if (!parts || !letters || text.size() > longest_email) {
        return Fault{fmt::format("{} is not an email address", in_quotes(text)),
                     "write it as ana@lib.example"};
    }
    return EmailAddress{std::string{text}};
}

Outcome<EmailAddress> EmailAddress::parse(std::string_view text) {
    if (const auto invisible = invisible_character(text); invisible && is_utf8(text)) {
        return Fault{fmt::format("the email address {} has an invisible character, {}",
                                 in_quotes(text), *invisible),
                     "type it again, as in ana@lib.example, rather than copying it"};
    }
    auto address = on_record(text);
    if (!address.ok()) {
        return address;
    }
    if (const auto reason = why_unmailable(text)) {
        return Fault{fmt::format("mail cannot be sent to {}: {}", in_quotes(text), *reason),
                     "write an address such as ana@lib.example"};
    }
    return address;
}

}    // namespace lmsection
