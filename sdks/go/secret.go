package autosendwebhooks

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// unseen are the characters that can't be part of a secret anywhere: white space but the plain space, controls, what shows
// nothing, and what stands for bytes that could not be read.
var unseen = [...][2]rune{
	{0, 0x1f},
	{0x7f, 0xa0},
	{0xad, 0xad},
	{0x34f, 0x34f},
	{0x61c, 0x61c},
	{0x115f, 0x1160},
	{0x1680, 0x1680},
	{0x17b4, 0x17b5},
	{0x180b, 0x180f},
	{0x2000, 0x200f},
	{0x2028, 0x202f},
	{0x205f, 0x206f},
	{0x2800, 0x2800},
	{0x3000, 0x3000},
	{0x3164, 0x3164},
	{0xfe00, 0xfe0f},
	{0xfeff, 0xfeff},
	{0xffa0, 0xffa0},
	{0xfff0, 0xffff},
	{0x1bca0, 0x1bca3},
	{0x1d173, 0x1d17a},
	{0xe0000, 0xe0fff},
}

// enclosing are fine inside of a secret: a space, and quotation marks.
const enclosing = " \"'`\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a"

// missing is what a missing value prints as, in one language or another; ASCII letters in either case.
var missing = [...]string{
	"undefined", "null", "none", "nil", "nan", "true", "false", "(null)", "<nil>", "<null>", "***hidden***",
}

// variables enclose one that was never replaced by its value.
var variables = [...][2]string{
	{"${", "}"},
	{"$(", ")"},
	{"{{", "}}"},
	{"[object ", "]"},
}

// checkSecret refuses what no secret looks like, and never shows it.
func checkSecret(secret string) error {
	switch {
	case secret == "":
		return refuse(InvalidSecret, "it is empty")
	case !utf8.ValidString(secret):
		return refuse(InvalidSecret, "it is not UTF-8")
	}
	letters := []rune(secret)
	for index, letter := range letters {
		atAnEnd := index == 0 || index == len(letters)-1
		if isUnseen(letter) || atAnEnd && strings.ContainsRune(enclosing, letter) {
			return refuse(InvalidSecret, fmt.Sprintf("U+%04X at character %d does not belong there", letter, index+1))
		}
	}
	if isPlaceholder(secret) {
		return refuse(InvalidSecret, "it is a placeholder, or what a missing value prints as")
	}
	return nil
}

func isUnseen(letter rune) bool {
	for _, span := range unseen {
		if span[0] <= letter && letter <= span[1] {
			return true
		}
	}
	return false
}

func isPlaceholder(secret string) bool {
	for _, word := range missing {
		if equalFold(secret, word) {
			return true
		}
	}
	for _, ends := range variables {
		if strings.HasPrefix(secret, ends[0]) && strings.HasSuffix(secret, ends[1]) {
			return true
		}
	}
	return false
}
