#include "lmsection/store/letter.hpp"

#include "query.hpp"

#include <fmt/format.h>

namespace lmsection::store {

namespace {

/// A SELECT of letters. `rest`: the tables, a condition and an order.
std::string select_letters(std::string_view rest) {
    return fmt::format("SELECT letters.id, kind, state, on_date, subject, message_id, "
                       "letters.group_id, letters.person_id, problem FROM {}",
                       rest);
}

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
    insert(database, "letters",
           "id, kind, state, on_date, subject, message_id, group_id, person_id, problem", letter.id,
           letter.kind, letter.state, letter.on, letter.subject, letter.message_id, letter.group,
           letter.person, letter.problem);
}

void insert_recipient(Writer& database, std::int64_t id, LetterId letter,
                      const LetterRecipient& recipient) {
    insert(database, "letter_recipients", "id, letter_id, person_id, email, copied", id, letter,
           recipient.person, recipient.email, recipient.copied);
}

void insert_topic(Writer& database, std::int64_t id, LetterId letter, const LetterTopic& topic) {
    insert(database, "letter_topics", "id, letter_id, topic, stage_on, group_id, person_id", id,
           letter, topic.topic, topic.stage, topic.group, topic.person);
}

void update_letter(Writer& database, const LetterRecord& letter) {
    write(database, Write::update, "letters", "id, state, problem", letter.id, letter.state,
          letter.problem);
}

std::optional<LetterRecord> letter_by_id(const Reader& database, LetterId id) {
    return Query{database, select_letters("letters WHERE id = ?1"), id}.first(letter_in);
}

void each_letter(const Reader& database, const std::function<void(const LetterRecord&)>& visit) {
    Query query{database, select_letters("letters ORDER BY id DESC")};
    while (query.step()) {
        visit(letter_in(query));
    }
}

std::vector<LetterRecipient> recipients_of(const Reader& database, LetterId letter) {
    Query query{database,
                "SELECT person_id, coalesce(people.name, ''), letter_recipients.email, "
                "copied FROM letter_recipients LEFT JOIN people ON people.id = person_id "
                "WHERE letter_id = ?1 ORDER BY letter_recipients.id",
                letter};
    return query.all([](const Query& row) {
        return LetterRecipient{row.optional_id<PersonId>(0), row.string(1), row.string(2),
                               row.flag(3)};
    });
}

std::vector<LetterTopic> topics_of(const Reader& database, LetterId letter) {
    Query query{database,
                "SELECT topic, stage_on, group_id, person_id FROM letter_topics "
                "WHERE letter_id = ?1 ORDER BY id",
                letter};
    return query.all([](const Query& row) {
        return LetterTopic{row.string(0), row.date(1), row.optional_id<GroupId>(2),
                           row.optional_id<PersonId>(3)};
    });
}

std::optional<LetterRecord> letter_about(const Reader& database, const LetterTopic& topic) {
    Query query{database,
                select_letters("letter_topics JOIN letters ON letters.id = letter_id "
                               "WHERE topic = ?1 AND stage_on >= ?2 "
                               "AND letter_topics.group_id IS ?3 "
                               "AND letter_topics.person_id IS ?4 AND state <> 'failed' "
                               "ORDER BY state = 'sent' DESC, letters.id DESC LIMIT 1"),
                topic.topic,
                topic.stage,
                topic.group,
                topic.person};
    return query.first(letter_in);
}

std::optional<std::string> setting(const Reader& database, std::string_view name) {
    Query query{database, "SELECT value FROM settings WHERE name = ?1", name};
    return query.first([](const Query& row) { return row.string(0); });
}

void set_setting(Writer& database, std::int64_t id, std::string_view name, std::string_view value) {
    Update{database,
           "INSERT INTO settings (id, name, value) VALUES (?1, ?2, ?3) "
           "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
           id, name, value}
        .run();
}

bool remove_setting(Writer& database, std::string_view name) {
    return Update{database, "DELETE FROM settings WHERE name = ?1", name}.run() > 0;
}

}    // namespace lmsection::store
