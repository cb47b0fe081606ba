package autosendwebhooks

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"hash"
	"sync"
	"sync/atomic"
)

// check tells whether one of some signatures was made by a secret, and takes as long for each of them. It is a function that
// closes over the key, so that no way of printing a verifier can show a secret.
type check func(content *signedContent, signatures [][]byte) bool

// signer has the check of a secret for each scheme; nil where the secret is no key for it.
type signer []check

// keyring has the signers, and where a function gives the secrets, that.
type keyring struct {
	read    func() ([]string, error)
	signers atomic.Pointer[[]signer]
}

// current reads the secrets if that was not done yet, and tells whether they may have been replaced since.
func (k *keyring) current() (signers []signer, stale bool, err error) {
	if signers := k.signers.Load(); signers != nil {
		return *signers, k.read != nil, nil
	}
	signers, err = k.reread()
	return signers, false, err
}

// reread asks the function. Its error may hold a secret, so nobody gets to see it.
func (k *keyring) reread() ([]signer, error) {
	var secrets []string
	err := guarded(func() (err error) {
		secrets, err = k.read()
		return err
	})
	if err != nil {
		return nil, refuse(InvalidSecret, "the function that gives the secrets failed")
	}
	signers, refused := newSigners(secrets)
	if refused != nil {
		return nil, refused
	}
	k.signers.Store(&signers)
	return signers, nil
}

func newSigners(secrets []string) ([]signer, error) {
	if len(secrets) == 0 {
		return nil, refuse(InvalidSecret, "there is none")
	}
	signers := make([]signer, 0, len(secrets))
	for _, secret := range secrets {
		signer, err := newSigner(secret)
		if err != nil {
			return nil, err
		}
		signers = append(signers, signer)
	}
	return signers, nil
}

// newSigner refuses what can't be a secret: an empty key would let anybody sign.
func newSigner(secret string) (made signer, err error) {
	if err := checkSecret(secret); err != nil {
		return nil, err
	}
	fits := false
	made = make(signer, len(signing))
	for index := range signing {
		check, refused := signing[index].newCheck(secret)
		made[index] = check
		fits = fits || refused == nil
		if err == nil {
			err = refused
		}
	}
	if fits {
		return made, nil
	}
	return nil, err
}

func (s *signatureScheme) newCheck(secret string) (check, error) {
	switch s.proof {
	case provenByToken:
		return checkToken([]byte(secret)), nil
	case provenByBasic:
		return checkToken([]byte(base64.StdEncoding.EncodeToString([]byte(secret)))), nil
	}
	key, err := s.keyOf(secret)
	switch {
	case err != nil:
		return nil, err
	case s.proof == provenByEd25519 && len(key) != ed25519.PublicKeySize:
		return nil, refuse(InvalidSecret, "an Ed25519 public key has 32 bytes")
	case s.proof == provenByEd25519:
		return s.checkEd25519(key), nil
	}
	hashes := sync.Pool{New: func() any { return &keyedHash{Hash: hmac.New(s.hash.new, key), scheme: s} }}
	return func(content *signedContent, signatures [][]byte) bool {
		hash := hashes.Get().(*keyedHash)
		defer hashes.Put(hash)
		return isAmong(hash.sign(content), signatures)
	}, nil
}

// checkToken compares hashes, which have the same length whatever was sent.
func checkToken(token []byte) check {
	expected := sha256.Sum256(token)
	return func(_ *signedContent, signatures [][]byte) bool {
		fits := 0
		for _, signature := range signatures {
			sent := sha256.Sum256(signature)
			fits |= subtle.ConstantTimeCompare(expected[:], sent[:])
		}
		return fits == 1
	}
}

func (s *signatureScheme) checkEd25519(key ed25519.PublicKey) check {
	return func(content *signedContent, signatures [][]byte) bool {
		fits, signed := false, content.all(s)
		for _, signature := range signatures {
			fits = ed25519.Verify(key, signed, signature) || fits
		}
		return fits
	}
}

// isAmong compares with all of them, in constant time.
func isAmong(expected []byte, signatures [][]byte) bool {
	fits := 0
	for _, signature := range signatures {
		fits |= subtle.ConstantTimeCompare(expected, signature)
	}
	return fits == 1
}

// makeSignature is what a check takes. For Ed25519 the secret is the private key: its seed of 32 bytes, or all 64.
func (s *signatureScheme) makeSignature(secret string, content *signedContent) ([]byte, error) {
	switch s.proof {
	case provenByToken:
		return []byte(secret), nil
	case provenByBasic:
		return []byte(base64.StdEncoding.EncodeToString([]byte(secret))), nil
	}
	key, err := s.keyOf(secret)
	switch {
	case err != nil:
		return nil, err
	case s.proof == provenByHMAC:
		hash := &keyedHash{Hash: hmac.New(s.hash.new, key), scheme: s}
		return hash.sign(content), nil
	case len(key) == ed25519.PrivateKeySize:
		return ed25519.Sign(key, content.all(s)), nil
	case len(key) == ed25519.SeedSize:
		return ed25519.Sign(ed25519.NewKeyFromSeed(key), content.all(s)), nil
	}
	return nil, refuse(InvalidSecret, "to sign by Ed25519, give the private key: 32 or 64 bytes")
}

// keyedHash is an HMAC that keeps what comes of its key: only the first request pays for that.
type keyedHash struct {
	hash.Hash
	scheme *signatureScheme
	// block and sum are here rather than allocated for each request.
	block [1024]byte
	sum   [64]byte
}

// sign returns its own memory, until the next call.
func (k *keyedHash) sign(content *signedContent) []byte {
	k.Reset()
	for index := range k.scheme.content {
		k.write(content.of(&k.scheme.content[index]))
	}
	return k.Sum(k.sum[:0])
}

// write goes block by block, since a hash takes no strings.
func (k *keyedHash) write(text string) {
	for len(text) > 0 {
		length := copy(k.block[:], text)
		k.Write(k.block[:length])
		text = text[length:]
	}
}
