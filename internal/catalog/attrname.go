package catalog

import (
	"strings"
	"unicode"
)

// capitals are words of attribute keys that are written in their own way.
var capitals = func() map[string]string {
	names := "AC ADSL AES API ATA ATX BIOS BNC CD CMOS CPU DC DDR DDR2 DDR3 DDR4 DDR5 DIMM DLNA DNS DVD DVI ECC eMMC FDD FSB FTP GPS GPU HDCP HDD HDMI HDR HTTP IDE IEEE IEC IP IPS ISA ISO IT LAN LCD LED MAC MIMO MTBF NAS NFC NTSC OEM OLED OS PAL PC PCI PDF PIN PoE PSU QoS RAID RAM RCA RGB RJ ROM RoHS RPM RSS SAS SATA SCSI SD SIM SMTP SNMP SO SPDIF SSD SSL TCP TDP TFT TPM TV UDP UPnP UPS URL USB VGA VLAN VoIP VPN WAN WEP WLAN WPA WPA2 WPS XD 2D 3D 3G 4G 5G Intel Wi-Fi Bluetooth"
	all := map[string]string{}
	for name := range strings.FieldsSeq(names) {
		all[strings.ToLower(name)] = name
	}
	return all
}()

// attributeName returns what people read for an attribute's key. A key made of
// lower-case words and underscores was a name once, in which whatever is no
// letter or digit became an underscore: two together open a parenthesis, one at
// the end closes it. Any other key is a name already.
func attributeName(key string) string {
	if !isKey(key) || !strings.Contains(key, "_") && strings.Contains(key, "-") {
		return key
	}
	text := strings.NewReplacer("wi_fi", "wi-fi", "intel__", "intel_").Replace(key)
	closed := strings.TrimSuffix(text, "_")
	parts := strings.Split(closed, "__")
	var out strings.Builder
	for i, part := range parts {
		words := nameWords(part)
		if words == "" {
			continue
		}
		inside := i%2 == 1 && (i+1 < len(parts) || closed != text)
		if out.Len() > 0 {
			out.WriteByte(' ')
		}
		if inside {
			out.WriteString("(" + words + ")")
		} else {
			out.WriteString(words)
		}
	}
	if out.Len() == 0 {
		return key
	}
	name := []rune(out.String())
	if first, _, _ := strings.Cut(string(name), " "); !hasUpper(first) {
		name[0] = unicode.ToUpper(name[0])
	}
	return string(name)
}

func nameWords(part string) string {
	words := strings.FieldsFunc(part, func(r rune) bool { return r == '_' })
	for i, word := range words {
		if own, known := capitals[word]; known {
			words[i] = own
		}
	}
	return strings.Join(words, " ")
}

func hasUpper(s string) bool { return strings.ToLower(s) != s }
