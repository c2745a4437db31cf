//! Text to measure with: as many words as wanted, always the same ones, in paragraphs of some sixty words.

const SENTENCES: [&str; 6] = [
    "The port authority said on Monday that the second convoy would leave before dawn with a pilot aboard each ship.",
    "Insurers had asked for a week of calm before they would write new cover, and the week ended on Sunday night.",
    "Grain prices in the region eased for a third day while traders waited for the first cargo to clear the strait.",
    "A spokesman for the ministry declined to say how many vessels were still at anchor outside the outer roads.",
    "Dock workers returned to the northern terminal after the council had met their terms on shifts and overtime.",
    "The next round of talks is to be held in the capital before the end of the month, officials on both sides said.",
];

/// At least `words` words, paragraphs parted by a blank line.
pub fn of(words: usize) -> String {
    let mut text = String::new();
    let mut count = 0;
    for (number, sentence) in SENTENCES.iter().cycle().enumerate() {
        if count >= words {
            break;
        }
        count += sentence.split(' ').count();
        text.push_str(sentence);
        text.push_str(if number % 3 == 2 { "\n\n" } else { " " });
    }
    text.trim_end().to_owned() + "\n"
}

/// The same as a story file.
pub fn story(words: usize) -> String {
    let front = "---\nslug: TESTLAND-GRAIN\nheadline: Second convoy to leave Port Testland before dawn\n\
                 summary: Insurers ended their week of waiting on Sunday night\nlanguage: en\n---\n";
    front.to_owned() + &of(words)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_has_the_words_that_were_asked_for() {
        let words = super::of(800).split_whitespace().count();
        assert!((800..830).contains(&words), "asked for 800 words, got {words}");
    }
}
