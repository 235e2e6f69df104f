#pragma once

#include "lmsection/domain/letter.hpp"
#include "lmsection/store/database.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// A letter on record; its text is not kept.
struct LetterRecord {
    LetterId id;
    std::string kind;
    LetterState state = LetterState::sending;
    Date on{};
    std::string subject;
    std::string message_id;
    std::optional<GroupId> group;
    std::optional<PersonId> person;
    std::string problem;    ///< why it failed; empty otherwise
};
/// Whom a letter was sent to.
struct LetterRecipient {
    std::optional<PersonId> person;
    std::string name;     ///< of the person; empty for an address only
    std::string email;    ///< empty once the person was forgotten
    bool copied = false;
};

void insert_letter(Writer& database, const LetterRecord& letter);
void insert_recipient(Writer& database, std::int64_t id, LetterId letter,
                      const LetterRecipient& recipient);
void insert_topic(Writer& database, std::int64_t id, LetterId letter, const LetterTopic& topic);
/// Updates the state and the problem of a letter.
void update_letter(Writer& database, const LetterRecord& letter);
[[nodiscard]] std::optional<LetterRecord> letter_by_id(const Reader& database, LetterId id);
/// Every letter, newest first.
void each_letter(const Reader& database, const std::function<void(const LetterRecord&)>& visit);
[[nodiscard]] std::vector<LetterRecipient> recipients_of(const Reader& database, LetterId letter);
[[nodiscard]] std::vector<LetterTopic> topics_of(const Reader& database, LetterId letter);
/// The newest letter about a topic with this group and person in this stage or a later one, unless
/// it failed.
[[nodiscard]] std::optional<LetterRecord> letter_about(const Reader& database,
                                                       const LetterTopic& topic);

/// The value of a setting; nothing if it is not set.
[[nodiscard]] std::optional<std::string> setting(const Reader& database, std::string_view name);
/// Sets a setting; `id`: for a new one.
void set_setting(Writer& database, std::int64_t id, std::string_view name, std::string_view value);
/// Removes a setting; returns whether there was one.
bool remove_setting(Writer& database, std::string_view name);

}    // namespace lmsection::store
