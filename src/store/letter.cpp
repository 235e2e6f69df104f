#include "lmsection/store/letter.hpp"

#include "query.hpp"

#include <fmt/format.h>

namespace lmsection::store {

namespace {

constexpr std::string_view letter_columns =
    "letters.id, kind, state, on_date, subject, message_id, letters.group_id, letters.person_id, "
    "problem";

LetterRecord letter_in(const Query& row) {
    return {.id = row.id<LetterId>(0),
            .kind = row.string(1),
            .state = row.parsed(2, parse_letter_state),
            .on = row.date(3),
            .subject = row.string(4),
            .message_id = row.string(5),
            .group = row.optional_id<GroupId>(6),
            .person = row.optional_id<PersonId>(7),
            .problem = row.string(8)};
}

}    // namespace

void insert_letter(Writer& database, const LetterRecord& letter) {
    Update query{database, "INSERT INTO letters (id, kind, state, on_date, subject, message_id, "
                           "group_id, person_id, problem) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
    query.bind(1, letter.id).bind(2, letter.kind).bind(3, word(letter.state));
    query.bind(4, letter.on).bind(5, letter.subject).bind(6, letter.message_id);
    query.bind(7, letter.group).bind(8, letter.person).bind(9, letter.problem).run();
}

void insert_recipient(Writer& database, std::int64_t id, LetterId letter,
                      const LetterRecipient& recipient) {
    Update query{database,
                 "INSERT INTO letter_recipients (id, letter_id, person_id, email, copied) "
                 "VALUES (?1, ?2, ?3, ?4, ?5)"};
    query.bind(1, id).bind(2, letter).bind(3, recipient.person).bind(4, recipient.email);
    query.bind(5, std::int64_t{recipient.copied ? 1 : 0}).run();
}

void insert_topic(Writer& database, std::int64_t id, LetterId letter, const LetterTopic& topic) {
    Update query{database, "INSERT INTO letter_topics (id, letter_id, topic, stage_on, group_id, "
                           "person_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
    query.bind(1, id).bind(2, letter).bind(3, topic.topic).bind(4, topic.stage);
    query.bind(5, topic.group).bind(6, topic.person).run();
}

void update_letter(Writer& database, const LetterRecord& letter) {
    Update query{database, "UPDATE letters SET state = ?2, problem = ?3 WHERE id = ?1"};
    query.bind(1, letter.id).bind(2, word(letter.state)).bind(3, letter.problem).run();
}

std::optional<LetterRecord> letter_by_id(const Reader& database, LetterId id) {
    Query query{database, fmt::format("SELECT {} FROM letters WHERE id = ?1", letter_columns)};
    query.bind(1, id);
    return query.step() ? std::optional{letter_in(query)} : std::nullopt;
}

void each_letter(const Reader& database, const std::function<void(const LetterRecord&)>& visit) {
    Query query{database, fmt::format("SELECT {} FROM letters ORDER BY id DESC", letter_columns)};
    while (query.step()) {
        visit(letter_in(query));
    }
}

std::vector<LetterRecipient> recipients_of(const Reader& database, LetterId letter) {
    std::vector<LetterRecipient> recipients;
    Query query{database, "SELECT person_id, coalesce(people.name, ''), letter_recipients.email, "
                          "copied FROM letter_recipients LEFT JOIN people ON people.id = person_id "
                          "WHERE letter_id = ?1 ORDER BY letter_recipients.id"};
    query.bind(1, letter);
    while (query.step()) {
        recipients.push_back({.person = query.optional_id<PersonId>(0),
                              .name = query.string(1),
                              .email = query.string(2),
                              .copied = query.number(3) != 0});
    }
    return recipients;
}

std::vector<LetterTopic> topics_of(const Reader& database, LetterId letter) {
    std::vector<LetterTopic> topics;
    Query query{database, "SELECT topic, stage_on, group_id, person_id FROM letter_topics "
                          "WHERE letter_id = ?1 ORDER BY id"};
    query.bind(1, letter);
    while (query.step()) {
        topics.push_back({.topic = query.string(0),
                          .stage = query.date(1),
                          .group = query.optional_id<GroupId>(2),
                          .person = query.optional_id<PersonId>(3)});
    }
    return topics;
}

std::optional<LetterRecord> letter_about(const Reader& database, const LetterTopic& topic) {
    Query query{database,
                fmt::format("SELECT {} FROM letter_topics JOIN letters ON letters.id = letter_id "
                            "WHERE topic = ?1 AND stage_on >= ?2 AND letter_topics.group_id IS ?3 "
                            "AND letter_topics.person_id IS ?4 AND state <> 'failed' "
                            "ORDER BY state = 'sent' DESC, letters.id DESC LIMIT 1",
                            letter_columns)};
    query.bind(1, topic.topic).bind(2, topic.stage).bind(3, topic.group).bind(4, topic.person);
    return query.step() ? std::optional{letter_in(query)} : std::nullopt;
}

std::optional<std::string> setting(const Reader& database, std::string_view name) {
    Query query{database, "SELECT value FROM settings WHERE name = ?1"};
    query.bind(1, name);
    return query.step() ? std::optional{query.string(0)} : std::nullopt;
}

void set_setting(Writer& database, std::int64_t id, std::string_view name, std::string_view value) {
    Update query{database, "INSERT INTO settings (id, name, value) VALUES (?1, ?2, ?3) "
                           "ON CONFLICT (name) DO UPDATE SET value = excluded.value"};
    query.bind(1, id).bind(2, name).bind(3, value).run();
}

bool remove_setting(Writer& database, std::string_view name) {
    Update query{database, "DELETE FROM settings WHERE name = ?1"};
    return query.bind(1, name).run() > 0;
}

}    // namespace lmsection::store
