#pragma once

#include "lmsection/domain/section.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lmsection::cli {

/// A seat on a person's card.
struct CardSeat {
    std::string group;
    std::string role;
    std::string start;    ///< ISO
    std::string end;
};

/// The data of a contact card.
struct Card {
    std::string uid;    ///< the same in every export
    std::string name;
    std::optional<std::string> email;
    std::string institution;    ///< may be empty
    std::vector<CardSeat> seats;
};

/// The card as vCard 3.0 (RFC 2426), which phones and mail programs read. The groups are its
/// categories, the roles its title and note.
[[nodiscard]] std::string vcard(const Card& card);

}    // namespace lmsection::cli
