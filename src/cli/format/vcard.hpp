#pragma once

#include "lmsection/domain/section.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// A seat that somebody fills, on their card.
struct CardSeat {
    std::string group;
    std::string role;
    std::string start;    ///< ISO
    std::string end;
};

/// What a contact's card says.
struct Card {
    std::string uid;    ///< the same for the same person in every export
    std::string name;
    std::optional<std::string> email;
    std::string institution;    ///< may be empty
    std::vector<CardSeat> seats;
};

/// The card as vCard 3.0 (RFC 2426), which telephones and mail programs read: lines ended by CRLF
/// and folded at 75 bytes between letters; the groups are its categories, the roles its title and
/// note.
[[nodiscard]] std::string vcard(const Card& card);

}    // namespace lmsection::cli
